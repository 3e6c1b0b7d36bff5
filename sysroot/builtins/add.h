// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums of floating-point numbers in words of 32 bits; compiler-rt's take twice the instructions, or more. To be included
// where `number` is uint32_t or uint64_t, DIGITS is the size of such a number's fraction, and shift_right is defined.
//
// Numbers are added as they are stored, with sign and exponent in front of the fraction: most sums have the exponent of
// the larger number, and then are complete. A sum's `rest` is what follows its last digit. Bit 0 is also set if anything
// behind it is not 0, as in compiler-rt's sticky bit.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define BITS ((unsigned)sizeof(number) * 8)
#define SIGN ((number)1 << (BITS - 1))
#define HIDDEN ((number)1 << DIGITS) // the digit in front of the fraction, unless the stored exponent is 0
#define FRACTION (HIDDEN - 1)
#define INFINITE (SIGN - HIDDEN)
#define QUIET (HIDDEN >> 1)
#define HALF (UINT32_C(1) << 31) // of the last digit, as a rest

// Also where the choice is even: other conditions become conditional instructions, or moves that are always executed.
#define UNLIKELY(condition) __builtin_expect((condition), 0)

// At -Os parts would become functions, with arguments on the stack.
#define INLINE __attribute__((always_inline)) static inline

enum { MAX_EXPONENT = (1 << (sizeof(number) * 8 - 1 - DIGITS)) - 1 };

INLINE uint32_t high_word(number a)
{
    return (uint32_t)(a >> (BITS - 32));
}

INLINE unsigned exponent(number a)
{
    return high_word(a) >> (DIGITS + 32 - BITS) & MAX_EXPONENT;
}

#if __ARM_FP
enum { TO_NEAREST, UPWARD, DOWNWARD, MODE = 3, MODE_SHIFT = 22, INEXACT = 1 << 4 }; // in FPSCR

// As the FPU rounds; it also keeps the flag.
INLINE number round_sum(number sum, uint32_t rest)
{
    if (rest == 0)
        return sum;
    uint32_t status = __builtin_arm_get_fpscr(), mode = status >> MODE_SHIFT & MODE;
    __builtin_arm_set_fpscr(status | INEXACT);
    if (mode != TO_NEAREST)
        return sum + (mode == ((sum & SIGN) != 0 ? DOWNWARD : UPWARD));
    sum += rest >> 31;
    return rest == HALF ? sum & ~(number)1 : sum;
}

INLINE number exact_zero(void)
{
    return (__builtin_arm_get_fpscr() >> MODE_SHIFT & MODE) == DOWNWARD ? SIGN : 0;
}
#else
// To the nearest number; of two, to the even one.
INLINE number round_sum(number sum, uint32_t rest)
{
    sum += rest >> 31;
    return rest == HALF ? sum & ~(number)1 : sum;
}

INLINE number exact_zero(void)
{
    return 0;
}
#endif

INLINE bool is_nan(number a)
{
    return (a & ~SIGN) > INFINITE;
}

// One of them is infinite, or not a number.
INLINE number add_special(number a, number b)
{
    if (is_nan(a))
        return a | QUIET;
    if (is_nan(b))
        return b | QUIET;
    if ((a ^ b) == SIGN)
        return INFINITE | QUIET;
    return exponent(a) == MAX_EXPONENT ? a : b;
}

// From digits with the one in front, which counts as 1 in the exponent.
INLINE number compose(number sign, unsigned exponent_of_digits, number digits)
{
    return sign + ((number)(exponent_of_digits - 1) << DIGITS) + digits;
}

// The sum of the fractions had a carry, into the exponent.
INLINE number carried(number larger, number sum, uint32_t *rest)
{
    number sign_and_exponent = larger & ~FRACTION, digits = sum - sign_and_exponent + HIDDEN;
    if (exponent(larger) == 0)
        return sum;
    if (exponent(larger) == MAX_EXPONENT - 1) { // more than the largest number
        *rest = UINT32_MAX;
        return sign_and_exponent | FRACTION;
    }
    *rest = (uint32_t)digits << 31 | *rest >> 1 | (*rest & 1);
    return sign_and_exponent + (digits >> 1);
}

#if __ARM_ARCH_ISA_THUMB == 1
// Without an instruction that counts zeros.
INLINE number normalize(number digits, unsigned *exponent_of_digits)
{
    unsigned now = *exponent_of_digits;
    for (; now > 8 && digits >> (DIGITS - 7) == 0; now -= 8)
        digits <<= 8;
    for (; now > 1 && (digits & HIDDEN) == 0; now--)
        digits <<= 1;
    *exponent_of_digits = now;
    return digits;
}
#else
INLINE unsigned leading_zeros(number digits)
{
    if (high_word(digits) != 0)
        return (unsigned)__builtin_clz(high_word(digits));
    return BITS - 32 + (unsigned)__builtin_clz((uint32_t)digits);
}

INLINE number normalize(number digits, unsigned *exponent_of_digits)
{
    unsigned by = leading_zeros(digits) - (BITS - 1 - DIGITS);
    if (by >= *exponent_of_digits)
        by = *exponent_of_digits - 1;
    *exponent_of_digits -= by;
    return digits << by;
}
#endif

// The difference of the fractions had a borrow, from the exponent. If more digits are lost than one, there is no rest.
INLINE number borrowed(number larger, number sum, uint32_t *rest)
{
    unsigned exponent_of_digits = exponent(larger) != 0 ? exponent(larger) : 1;
    number sign = larger & SIGN, digits = sum - compose(sign, exponent_of_digits, 0);
    if (BITS > 32 && (digits & SIGN) != 0) { // only high words have been compared
        digits = -digits;
        sign ^= SIGN;
    }
    if (exponent_of_digits > 1) {
        digits = digits << 1 | *rest >> 31;
        *rest <<= 1;
        exponent_of_digits--;
    }
    if (digits == 0)
        return exact_zero();
    if ((digits & HIDDEN) == 0)
        digits = normalize(digits, &exponent_of_digits);
    return compose(sign, exponent_of_digits, digits);
}

typedef unsigned _BitInt(sizeof(number) * 8 + 32) number_and_rest;

INLINE number subtract(number a, number b, uint32_t *rest)
{
    number_and_rest difference = ((number_and_rest)(a - b) << 32) - *rest;
    *rest = (uint32_t)difference;
    return (number)(difference >> 32);
}

INLINE number add(number a, number b)
{
    number larger = a, smaller = b;
    if (UNLIKELY(high_word(a) << 1 < high_word(b) << 1)) {
        larger = b;
        smaller = a;
    }
    unsigned larger_exponent = exponent(larger), smaller_exponent = exponent(smaller);
    if (UNLIKELY(larger_exponent == MAX_EXPONENT))
        return add_special(a, b);
    number addend = (smaller & FRACTION) | HIDDEN, sum;
    if (UNLIKELY(smaller_exponent == 0)) { // the digits of subnormal numbers are those of exponent 1
        if ((a ^ b) == SIGN)
            return exact_zero();
        if (larger_exponent == 0)
            larger_exponent = 1;
        smaller_exponent = 1;
        addend -= HIDDEN;
    }
    uint32_t rest = shift_right(&addend, larger_exponent - smaller_exponent);
    if ((high_word(a) ^ high_word(b)) >> 31 == 0) {
        sum = larger + addend;
        if (UNLIKELY((sum ^ larger) >> DIGITS != 0))
            sum = carried(larger, sum, &rest);
    } else {
        sum = subtract(larger, addend, &rest);
        if (UNLIKELY((sum ^ larger) >> DIGITS != 0))
            sum = borrowed(larger, sum, &rest);
    }
    return round_sum(sum, rest);
}
