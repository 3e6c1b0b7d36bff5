// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A swiftasynccall function takes its arguments off the stack itself. Where it had them from a copy its caller would go on
// with a wrong SP, so it stays where they are.
//
// RUN: %clang_v7em -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em_hf -O2 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
//
// CHECK: 32 43

#include <stdio.h>

#define NOINLINE __attribute__((noinline))

static volatile int zero;

__attribute__((swiftasynccall)) static NOINLINE void sum(int a, int b, int c, int d, int e, int f, int g, int *total)
{
    volatile char frame[100];
    frame[zero] = 1;
    *total = a + b + c + d + e + f + g + frame[zero];
}

static NOINLINE int twice(int n, int *second)
{
    int numbers[4] = {n, n + 1, n + 2, n + 3}, first;
    sum(1, 2, 3, 4, 5, n, numbers[0], &first);
    sum(numbers[1], 2, 3, 4, 5, n, numbers[3], second);
    return first;
}

int main(void)
{
    int second, first = twice(8, &second);
    printf("%d %d\n", first, second);
    return 0;
}
