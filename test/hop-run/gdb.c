// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Under gdb a program waits at reset, and then runs as it does without: streams, arguments, status. A step into a checked function
// stops where its arguments have their places.
// The port is the one given, any free one for 0, and without one the firmware is not taken for it.
//
// RUN: %clang_v7em -g -Os %s -o "%t with blank.elf"
// RUN: printf 'info registers pc\nbreak add\ncontinue\nprint n\nprint total\ncontinue\nprint n\nprint total\ndelete\ncontinue\n' > %t.commands
// RUN: %status 6 sh %S/Inputs/under-gdb.sh %t.commands %t %run --timeout 20 --gdb 0 "%t with blank.elf" 1 '2 3'
// RUN: FileCheck --input-file=%t.gdb --check-prefix=GDB %s
// RUN: FileCheck --input-file=%t.out --check-prefix=OUT %s
// RUN: FileCheck --input-file=%t.err --check-prefix=ERR %s
// RUN: printf 'break main\ncontinue\nnext\nstep\nprint n\ndelete\ncontinue\n' > %t.commands
// RUN: %clang_v7em -g -O0 %s -o %t.elf
// RUN: %status 6 sh %S/Inputs/under-gdb.sh %t.commands %t %run --timeout 20 --gdb 0 %t.elf 1 '2 3'
// RUN: FileCheck --input-file=%t.gdb --check-prefix=STEP %s
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
// STEP: Breakpoint 1, main
// STEP: add (n=5)
// STEP-NEXT: {{.*}}total += n;
// STEP-NEXT: $1 = 5
//
// OUT-NOT: {{.}}
// OUT: 3 arguments, total 6
//
// ERR: hop-run: note: waiting: gdb-multiarch '{{.*}} with blank.elf' -x {{.*}}/hop_gdb.py -ex 'target remote 127.0.0.1:{{[1-9][0-9]+}}'
// ERR-NEXT: to stderr
//
// NONE: hop-run: note: waiting: gdb-multiarch '{{.*}} with blank.elf' -x {{.*}}/hop_gdb.py -ex 'target remote 127.0.0.1:{{[1-9][0-9]+}}'
// NONE-NEXT: hop-run: error: no end after 0.2 seconds

#include <stdio.h>

static int total;

__attribute__((noinline)) static int add(int n)
{
    volatile char frame[500];
    total += n;
    frame[n] = 0;
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
