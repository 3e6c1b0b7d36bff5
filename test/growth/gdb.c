// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gdb shows the whole call chain across stacklets, in an image with each call on its own, and arguments and locals of
// frames in several of them.
//
// RUN: %clang_v7em_hf -g -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1
// RUN: printf 'break innermost\ncontinue\nbacktrace\nup 4\nprint n\ndelete\ncontinue\n' > %t.commands
// RUN: %status 0 sh %S/../hop-run/Inputs/under-gdb.sh %t.commands %t %run --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
// RUN: FileCheck --input-file=%t.out --check-prefix=OUT %s
// RUN: %clang --target=thumbv6m -g -O1 %s -o %t.elf -Wl,--defsym=__hop_main_stack_limit=0x10000 -Wl,--defsym=__hop_main_stack_size=1100
// RUN: %status 0 sh %S/../hop-run/Inputs/under-gdb.sh %t.commands %t %run --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
//
// CHECK: Breakpoint 1, innermost (n=5)
// CHECK: #0  innermost (n=5)
// CHECK-NEXT: #1 {{.*}}__morestack ()
// CHECK-NEXT: #2 {{.*}}middle (n=4,
// CHECK-NEXT: #3 {{.*}}__morestack ()
// CHECK-NEXT: #4 {{.*}}outer (n=1)
// CHECK-NEXT: #5 {{.*}}__morestack ()
// CHECK-NEXT: #6 {{.*}}main ()
// CHECK: $1 = 1
//
// OUT: result 22

#include <stdio.h>

#define NOINLINE __attribute__((noinline))

static volatile int one = 1;

NOINLINE static int innermost(int n)
{
    volatile char frame[300];
    frame[n] = (char)n;
    return frame[n] + 1;
}

NOINLINE static int middle(int n, int b, int c, int d, int e, int f)
{
    volatile char frame[400];
    frame[n] = (char)n;
    return innermost(n + 1) + frame[n] + b + c + d + e + f;
}

NOINLINE static int outer(int n)
{
    volatile char frame[500];
    frame[n] = (char)n;
    return middle(n + 3, 1, 1, 1, 1, 1) + 6 + frame[n];
}

int main(void)
{
    printf("result %d\n", outer(one));
    return 0;
}
