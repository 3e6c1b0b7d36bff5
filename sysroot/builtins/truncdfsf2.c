// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The float nearest to a double, in words of 32 bits.
#include <stdint.h>

uint32_t __truncdfsf2(uint64_t a);
uint32_t __aeabi_d2f(uint64_t a) __attribute__((alias("__truncdfsf2")));

// Of a float.
enum { DIGITS = 23, HIDDEN = 1 << DIGITS, INFINITE = 0xff << DIGITS, QUIET = HIDDEN >> 1 };

// Of the high word of a double; the exponent of the smallest normal float, and of the first number that is none any more.
enum { HIGH_DIGITS = 20, HIGH_INFINITE = 0x7ff << HIGH_DIGITS, BIAS = 0x3ff - 0x7f };
enum { SMALLEST = (BIAS + 1) << HIGH_DIGITS, TOO_LARGE = (BIAS + 0xff) << HIGH_DIGITS };

// To the nearest number; of two, to the even one.
static inline uint32_t round_digits(uint32_t digits, uint32_t rest)
{
    digits += rest >> 31;
    return rest == UINT32_C(1) << 31 ? digits & ~UINT32_C(1) : digits;
}

uint32_t __truncdfsf2(uint64_t a)
{
    uint32_t low = (uint32_t)a, high = (uint32_t)(a >> 32), magnitude = high & INT32_MAX, sign = high - magnitude;
    uint32_t digits = magnitude << 3 | low >> 29, rest = low << 3;
    if (__builtin_expect(magnitude - SMALLEST < TOO_LARGE - SMALLEST, 1))
        return sign + round_digits(digits - ((uint32_t)BIAS << DIGITS), rest);
    if (magnitude > HIGH_INFINITE || (magnitude == HIGH_INFINITE && low != 0))
        return sign | INFINITE | QUIET | (digits & (QUIET - 1));
    if (magnitude >= TOO_LARGE)
        return sign | INFINITE;
    unsigned by = BIAS + 1 - (magnitude >> HIGH_DIGITS);
    if (by > DIGITS + 1) // less than half of the smallest number
        return sign;
    digits = (digits & (HIDDEN - 1)) | HIDDEN;
    rest = digits << (32 - by) | (rest != 0);
    return sign + round_digits(digits >> by, rest);
}
