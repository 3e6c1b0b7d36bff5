// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums and differences of floats. The assembly that compiler-rt has for Thumb-1 takes more of the leaf zone than a
// function may before its check (libhop/ABI.md 2.2).
#include <stdint.h>

#if __ARM_FP
// Code for soft float that is linked here.
#define CORE_REGISTERS __attribute__((pcs("aapcs")))
CORE_REGISTERS float __addsf3(float a, float b);
CORE_REGISTERS float __subsf3(float a, float b);
CORE_REGISTERS float __aeabi_fadd(float a, float b) __attribute__((alias("__addsf3")));
CORE_REGISTERS float __aeabi_fsub(float a, float b) __attribute__((alias("__subsf3")));

float __addsf3(float a, float b)
{
    return a + b;
}

float __subsf3(float a, float b)
{
    return a - b;
}
#else
uint32_t __addsf3(uint32_t a, uint32_t b);
uint32_t __subsf3(uint32_t a, uint32_t b);
uint32_t __aeabi_fadd(uint32_t a, uint32_t b) __attribute__((alias("__addsf3")));
uint32_t __aeabi_fsub(uint32_t a, uint32_t b) __attribute__((alias("__subsf3")));

typedef uint32_t number;
#define DIGITS 23

// *digits >>= by; returns the rest.
static inline uint32_t shift_right(uint32_t *digits, unsigned by)
{
    if (by == 0)
        return 0;
    if (by > 31)
        by = 31;
    uint32_t rest = *digits << (32 - by);
    *digits >>= by;
    return rest;
}

#include "add.h"

uint32_t __addsf3(uint32_t a, uint32_t b)
{
    return add(a, b);
}

uint32_t __subsf3(uint32_t a, uint32_t b)
{
    return __addsf3(a, b ^ SIGN);
}
#endif
