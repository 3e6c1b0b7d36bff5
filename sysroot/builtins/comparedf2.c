// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparisons of doubles, in words of 32 bits; all of them in one file, so that what they call is known, and with it what
// they take of the stack. compiler-rt's took 40 bytes on Armv6-M, without a check.
#include <stdbool.h>
#include <stdint.h>

// What holds; none of them if one is not a number.
enum { LESS = 1, EQUAL = 2, GREATER = 4 };

#define INFINITE_TWICE (UINT32_C(0x7ff) << 21) // the high word, without the sign

static inline bool is_nan(uint32_t high, uint32_t low)
{
    return (high << 1 | (low != 0)) > INFINITE_TWICE;
}

__attribute__((noinline)) static unsigned order(uint64_t a, uint64_t b)
{
    uint32_t a_high = (uint32_t)(a >> 32), a_low = (uint32_t)a;
    uint32_t b_high = (uint32_t)(b >> 32), b_low = (uint32_t)b;
    if (is_nan(a_high, a_low) || is_nan(b_high, b_low))
        return 0;
    if (a == b || ((a_high | b_high) << 1 | a_low | b_low) == 0)
        return EQUAL;
    bool both_negative = (int32_t)(a_high & b_high) < 0;
    return ((int64_t)a < (int64_t)b) != both_negative ? LESS : GREATER;
}

// Negative, 0 or positive; positive if one is not a number.
int __ledf2(uint64_t a, uint64_t b)
{
    unsigned holds = order(a, b);
    return holds & LESS ? -1 : !(holds & EQUAL);
}

int __cmpdf2(uint64_t a, uint64_t b) __attribute__((alias("__ledf2")));
int __eqdf2(uint64_t a, uint64_t b) __attribute__((alias("__ledf2")));
int __ltdf2(uint64_t a, uint64_t b) __attribute__((alias("__ledf2")));
int __nedf2(uint64_t a, uint64_t b) __attribute__((alias("__ledf2")));

// The same, but negative if one is not a number.
int __gedf2(uint64_t a, uint64_t b)
{
    unsigned holds = order(a, b);
    return holds & GREATER ? 1 : -!(holds & EQUAL);
}

int __gtdf2(uint64_t a, uint64_t b) __attribute__((alias("__gedf2")));

int __unorddf2(uint64_t a, uint64_t b)
{
    return !order(a, b);
}

int __aeabi_dcmpun(uint64_t a, uint64_t b) __attribute__((alias("__unorddf2")));

int __aeabi_dcmpeq(uint64_t a, uint64_t b)
{
    return (order(a, b) & EQUAL) != 0;
}

int __aeabi_dcmplt(uint64_t a, uint64_t b)
{
    return (order(a, b) & LESS) != 0;
}

int __aeabi_dcmple(uint64_t a, uint64_t b)
{
    return (order(a, b) & (LESS | EQUAL)) != 0;
}

int __aeabi_dcmpge(uint64_t a, uint64_t b)
{
    return (order(a, b) & (GREATER | EQUAL)) != 0;
}

int __aeabi_dcmpgt(uint64_t a, uint64_t b)
{
    return (order(a, b) & GREATER) != 0;
}
