// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The double of a float, in words of 32 bits.
#include <stdint.h>

uint64_t __extendsfdf2(uint32_t a);
uint64_t __aeabi_f2d(uint32_t a) __attribute__((alias("__extendsfdf2")));

// Of a float, and what must be added to its exponent.
enum { HIDDEN = 1 << 23, INFINITE = 0xff << 23, BIAS = 0x3ff - 0x7f };

// Of the high word of a double.
enum { DIGITS = 20, QUIET = 1 << 19 };

static inline uint64_t join(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

static inline uint64_t extend(uint32_t sign, uint32_t magnitude, unsigned bias)
{
    return join(sign + (magnitude >> 3) + (bias << DIGITS), magnitude << 29);
}

uint64_t __extendsfdf2(uint32_t a)
{
    uint32_t magnitude = a & INT32_MAX, sign = a - magnitude;
    if (__builtin_expect(magnitude - HIDDEN < INFINITE - HIDDEN, 1))
        return extend(sign, magnitude, BIAS);
    if (magnitude >= INFINITE)
        return extend(sign, magnitude, 2 * BIAS) | (magnitude > INFINITE ? join(QUIET, 0) : 0);
    if (magnitude == 0)
        return join(sign, 0);
    unsigned bias = BIAS;
    for (; magnitude < HIDDEN; bias--)
        magnitude <<= 1;
    return extend(sign, magnitude, bias);
}
