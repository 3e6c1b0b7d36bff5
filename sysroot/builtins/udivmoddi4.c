// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Division of 64-bit numbers by divisions of 32 bits, in place of compiler-rt's, which goes bit by bit. A division
// by zero is one here; there the optimizer makes use of its being undefined, and the result is any number.
#include <stddef.h>
#include <stdint.h>

uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *rest);

// What a division by zero returns, if it returns (Arm RTABI 4.3.2).
long long __aeabi_ldiv0(long long result);

static inline uint32_t high_word(uint64_t number)
{
    return (uint32_t)(number >> 32);
}

static inline uint64_t join(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

// A digit of 16 bits: *high and `next` are divided by `divisor`, whose top bit is set and which is above *high, where
// the rest is put. Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D: what the upper half of the divisor
// gives is at most 2 too large.
static inline uint32_t divide_digit(uint32_t *high, uint32_t next, uint32_t divisor)
{
    uint32_t upper = divisor >> 16, lower = divisor & 0xffff;
    uint32_t digit = *high / upper, rest = *high - digit * upper;
    while (rest <= 0xffff && digit * lower > (rest << 16 | next)) {
        digit--;
        rest += upper;
    }
    *high = (*high << 16 | next) - digit * divisor;
    return digit;
}

// The same for a word.
__attribute__((noinline)) static uint32_t divide_word(uint64_t dividend, uint32_t divisor, uint32_t *rest)
{
    *rest = high_word(dividend);
    uint32_t first = divide_digit(rest, (uint32_t)dividend >> 16, divisor);
    return first << 16 | divide_digit(rest, dividend & 0xffff, divisor);
}

// By a divisor of one word, other than 0.
static inline uint64_t divide_by_word(uint64_t dividend, uint32_t divisor, uint64_t *rest)
{
    uint32_t high = high_word(dividend), low = (uint32_t)dividend, first = 0, last;
    if (high >= divisor) {
        first = high / divisor;
        high -= first * divisor;
    }
    if (high == 0) {
        last = low / divisor;
        *rest = low - last * divisor;
    } else {
        unsigned shift = (unsigned)__builtin_clz(divisor);
        last = divide_word(join(high, low) << shift, divisor << shift, &high);
        *rest = high >> shift;
    }
    return join(first, last);
}

// By one of two words, which is not above the dividend: the quotient has one word. Warren, Hacker's Delight, 9-5: what
// the divisor's upper 32 bits give is at most 1 too large.
static inline uint64_t divide_by_words(uint64_t dividend, uint64_t divisor, uint64_t *rest)
{
    unsigned shift = (unsigned)__builtin_clz(high_word(divisor));
    uint32_t unused, quotient = divide_word(dividend >> 1, high_word(divisor << shift), &unused) >> (31 - shift);
    *rest = dividend - --quotient * divisor;
    if (*rest >= divisor) {
        *rest -= divisor;
        quotient++;
    }
    return quotient;
}

uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *rest)
{
    uint64_t ignored;
    if (rest == NULL)
        rest = &ignored;
    if (dividend < divisor) {
        *rest = dividend;
        return 0;
    }
    if (high_word(divisor) != 0)
        return divide_by_words(dividend, divisor, rest);
    if (divisor != 0)
        return divide_by_word(dividend, (uint32_t)divisor, rest);
    *rest = dividend;
    return (uint64_t)__aeabi_ldiv0(dividend != 0 ? -1 : 0);
}
