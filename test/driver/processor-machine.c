// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whatever processor a program is compiled for, it is linked for a machine that has its instructions: code for a Cortex-M7 with
// hard float was run on a Cortex-M4, which has no doubles, and code for Armv8.1-M with soft float on a Cortex-M33, which has no
// low-overhead loops.
//
// RUN: for cpu in cortex-m0 cortex-m0plus cortex-m1 cortex-m3 cortex-m4 cortex-m7 cortex-m23 cortex-m33 cortex-m35p cortex-m52 \
// RUN:     cortex-m55 cortex-m85 cortex-m55+nomve cortex-m85+nopacbti; do \
// RUN:   %clang --target=arm-none-eabi -mcpu=$cpu -O2 %s -o %t.elf && %run %t.elf || { echo $cpu; exit 1; }; done
// RUN: for cpu in cortex-m4 cortex-m7 cortex-m7+nofp.dp cortex-m33 cortex-m35p cortex-m52 cortex-m55 cortex-m85; do \
// RUN:   %clang --target=arm-none-eabihf -mcpu=$cpu -O2 %s -o %t.elf && %run %t.elf || { echo $cpu; exit 1; }; done
// RUN: %clang --target=thumbv8m.main-none-eabihf -mfpu=fpv5-d16 -O2 %s -o %t.elf && %run %t.elf
// RUN: %clang --target=thumbv8.1m.main -O2 %s -o %t.elf && %run %t.elf
// A script of the user's stays.
// RUN: %clang --target=arm-none-eabihf -mcpu=cortex-m7 -T mps2-an386.ld -O2 %s -o %t.elf && not %run %t.elf

#include <math.h>

static int numbers[9] = {1, 2, 3};
static volatile float single = 2.5f;
static volatile double number = 2.5;

static __attribute__((noinline)) int mix(const int *mixed, int count)
{
    int sum = 0;
#pragma clang loop unroll(disable)
    for (int i = 0; i < count; i++)
        sum += mixed[i] ^ i;
    return sum;
}

int main(void)
{
    return mix(numbers, 9) != 38 || roundf(single) != 3 || number * number != 6.25 || floor(number) != 2;
}
