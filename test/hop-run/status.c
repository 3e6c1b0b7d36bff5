// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The firmware's status, arguments and streams are hop-run's; one that hangs is stopped, a lockup
// is told.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %status 0 %run %t.elf 'two words' 'a"b' '' > %t.out 2> %t.err
// RUN: FileCheck --input-file=%t.out %s
// RUN: FileCheck --check-prefix=ERR --input-file=%t.err %s
// RUN: %run -- %t.elf -- --timeout 0.1 | FileCheck --check-prefix=DASHES %s
// RUN: echo line | %run %t.elf read | FileCheck --check-prefix=READ %s
// RUN: %status 3 %run %t.elf exit
// RUN: %status 70 %run %t.elf abort
// RUN: %status 134 %run %t.elf lockup 2>&1 | FileCheck --check-prefix=LOCKUP %s
// RUN: %status 125 %run %t.elf 2>&1 > /dev/full | FileCheck --check-prefix=FULL --match-full-lines %s
// RUN: %status 3 %run %t.elf exit >&-
// RUN: %status 3 %run %t.elf exit 2>&- <&-
// RUN: sh %S/Inputs/killed.sh %run %t.elf hang
// RUN: %status 124 %run --timeout 1 %t.elf hang 2>&1 | FileCheck --check-prefix=HANG %s
//
// CHECK: 4 arguments: <{{.*}}.elf> <two words> <a"b> <>
// CHECK-NOT: error
// DASHES: 4 arguments: <{{.*}}.elf> <--> <--timeout> <0.1>
// ERR: to stderr
// ERR-NOT: arguments
// READ: read line
// LOCKUP: hop-run: error: the processor locked up
// FULL: hop-run: error: output: No space left on device
// HANG: hop-run: error: no end after 1 seconds, stopped: it hangs, or needs a longer --timeout

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void lock_up(void)
{
    // Both the fault and the fault's handler fetch from where nothing is.
    *(volatile uint32_t *)0xE000ED08 = 0x70000000;
    *(volatile uint32_t *)0x70000000 = 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "exit") == 0)
        exit(3);
    if (strcmp(what, "abort") == 0)
        abort();
    if (strcmp(what, "lockup") == 0)
        lock_up();
    while (strcmp(what, "hang") == 0) {
    }
    if (strcmp(what, "read") == 0) {
        char line[16];
        printf("read %s", fgets(line, sizeof line, stdin));
        return 0;
    }
    printf("%d arguments:", argc);
    for (int i = 0; i < argc; i++)
        printf(" <%s>", argv[i]);
    printf("\n");
    fprintf(stderr, "to stderr\n");
    return 0;
}
