// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Under gdb a program waits at reset, and then runs as it does without: streams, arguments, status.
// The port is the one given, any free one for 0, and without one the firmware is not taken for it.
//
// RUN: %clang_v7em -g -Os %s -o "%t with blank.elf"
// RUN: printf 'info registers pc\nbreak add\ncontinue\nprint n\nprint total\ncontinue\nprint n\nprint total\ndelete\ncontinue\n' > %t.commands
// RUN: %status 6 sh %S/Inputs/under-gdb.sh %t.commands %t %run --timeout 20 --gdb 0 "%t with blank.elf" 1 '2 3'
// RUN: FileCheck --input-file=%t.gdb --check-prefix=GDB %s
// RUN: FileCheck --input-file=%t.out --check-prefix=OUT %s
// RUN: FileCheck --input-file=%t.err --check-prefix=ERR %s
// RUN: cd / && gdb-multiarch -batch -d %src_root "%t with blank.elf" -ex 'list hop_panic' | FileCheck --check-prefix=SOURCE %s
// RUN: %status 124 %run --timeout 0.2 --gdb "%t with blank.elf" 2>&1 | FileCheck --check-prefix=NONE %s
//
// GDB: pc {{.*}}<Reset_Handler>
// GDB: Breakpoint 1, add (n=1)
// GDB: $1 = 1
// GDB: $2 = 0
// GDB: Breakpoint 1, add (n=5)
// GDB: $3 = 5
// GDB: $4 = 1
// GDB: exited with code 06
//
// OUT-NOT: {{.}}
// OUT: 3 arguments, total 6
//
// ERR: hop-run: note: waiting: gdb-multiarch '{{.*}} with blank.elf' -ex 'target remote 127.0.0.1:{{[1-9][0-9]+}}'
// ERR-NEXT: to stderr
//
// libhop's objects name its sources from the checkout's folder.
// SOURCE: hop_panic:
//
// NONE: hop-run: note: waiting: gdb-multiarch '{{.*}} with blank.elf' -ex 'target remote 127.0.0.1:{{[1-9][0-9]+}}'
// NONE-NEXT: hop-run: error: no end after 0.2 seconds

#include <stdio.h>

static int total;

__attribute__((noinline)) static int add(int n)
{
    total += n;
    return total;
}

int main(int argc, char **argv)
{
    (void)argv;
    add(1);
    int sum = add(argc + 2);
    printf("%d arguments, total %d\n", argc, sum);
    fprintf(stderr, "to stderr\n");
    return sum;
}
