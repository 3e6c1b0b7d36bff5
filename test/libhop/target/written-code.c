// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -mcpu=cortex-m7 --config mps2-an500.cfg -Os %s -o %t.elf && %run %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that a program writes and runs, again at the same place.
#include <stdint.h>
#include <stdio.h>

static _Alignas(32) uint16_t code[2];

// movs r0, #value; bx lr
static int run(unsigned value)
{
    code[0] = (uint16_t)(0x2000 | value);
    code[1] = 0x4770;
    __builtin___clear_cache((char *)code, (char *)(code + 2));
    return ((int (*)(void))((uintptr_t)code | 1))();
}

int main(void)
{
    // CHECK: 12 34
    int first = run(12);
    printf("%d %d\n", first, run(34));
}
