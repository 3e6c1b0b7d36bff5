// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What README.md and TROUBLESHOOTING.md tell who links for a board whose processor has less than the code is for, and sees an
// undefined instruction.
//
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m7 -mfloat-abi=hard -T mps2-an386.ld -Os %s -o %t.elf
// RUN: %status 70 %run %t.elf 2>&1 | FileCheck --check-prefix=UNDEFINED %s
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m7 -mfloat-abi=hard -T mps2-an500.ld -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m55 -T mps2-an505.ld -Os %s -o %t.elf
// RUN: %status 70 %run %t.elf 2>&1 | FileCheck --check-prefix=UNDEFINED %s
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m55 -T mps3-an547.ld -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m52 -T mps3-an547.ld -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m85 -T mps3-an547.ld -Os %s -o %t.elf && %run %t.elf | FileCheck %s

#include <stdio.h>

static volatile double half = 0.5;
static volatile int one = 1;

int main(void)
{
    int number = one ? one + 1 : ~one;
    printf("%d %.2f\n", number, half * half);
    return 0;
}

// CHECK: 2 0.25
// UNDEFINED: hop: panic: undefined instruction in task 'main'
