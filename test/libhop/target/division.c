// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quotients and rests of 64-bit numbers are those of division bit by bit, at the ends of each digit and anywhere, and
// take no more instructions, whatever the numbers: a fraction of what bit by bit takes.
//
// RUN: %every_core -Os %s
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

// One instruction takes 128 ns (every-core.sh).
enum { INSTRUCTION_NS = 128, NUMBERS = 44, RANDOM = 400 };

#if __ARM_ARCH_ISA_THUMB > 1
enum { MOST = 180 };
#elif __ARM_FEATURE_IDIV
enum { MOST = 330 };
#else
enum { MOST = 700 };
#endif

static uint64_t by_bits(uint64_t dividend, uint64_t divisor, uint64_t *rest)
{
    uint64_t quotient = 0;
    *rest = 0;
    for (int bit = 63; bit >= 0; bit--) {
        bool carry = *rest >> 63;
        *rest = *rest << 1 | (dividend >> bit & 1);
        if (carry || *rest >= divisor) {
            *rest -= divisor;
            quotient |= (uint64_t)1 << bit;
        }
    }
    return quotient;
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static struct {
    uint64_t most_ns;
    unsigned made, wrong;
} seen;

// volatile: the compiler must neither know the numbers nor move the division.
static void divide(uint64_t a, uint64_t b)
{
    static volatile uint64_t dividend, divisor, quotient, rest;
    uint64_t wanted_rest, wanted = by_bits(a, b, &wanted_rest);
    dividend = a;
    divisor = b;
    uint64_t start = now_ns();
    quotient = dividend / divisor;
    uint64_t took = now_ns() - start;
    rest = dividend % divisor;
    seen.most_ns = took > seen.most_ns ? took : seen.most_ns;
    seen.made++;
    if (quotient != wanted || rest != wanted_rest) {
        seen.wrong++;
        printf("%llx / %llx = %llx, rest %llx\n", (long long)a, (long long)b, (long long)quotient, (long long)rest);
    }
}

static void divide_signed(int64_t a, int64_t b, int64_t wanted, int64_t wanted_rest)
{
    static volatile int64_t dividend, divisor;
    dividend = a;
    divisor = b;
    seen.made++;
    seen.wrong += dividend / divisor != wanted || dividend % divisor != wanted_rest;
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

// What a reading of the clock takes by itself.
static uint64_t clock_ns(void)
{
    uint64_t start = now_ns();
    return now_ns() - start;
}

// CHECK: 2340 divisions, 0 wrong, few enough instructions
int main(void)
{
    static uint64_t numbers[NUMBERS];
    unsigned count = 0;
    for (unsigned shift = 0; shift < 64; shift += 16) {
        uint64_t one = (uint64_t)1 << shift;
        const uint64_t near[] = {one, one - 1, one + 1, -one, ~one, one * 0xffff, one * 0x8000, one * 0x8001, one * 10};
        for (unsigned i = 0; i < sizeof near / sizeof near[0]; i++)
            numbers[count++] = near[i] != 0 ? near[i] : 0x7fffffff80000001u;
    }
    // Among them those whose first and second digit is estimated 2 too large.
    const uint64_t corrected[] = {0x7fffffff00000000u, 0x80000000ffffu, 0x80008000fffe0000u, 0x8000ffff00000000u,
                                  0x00000000ffff0001u, 0xfffffffe00000001u, 0x4d5c00000000u, 0x8000ffffu};
    for (unsigned i = 0; i < sizeof corrected / sizeof corrected[0]; i++)
        numbers[count++] = corrected[i];

    for (unsigned i = 0; i < count; i++) {
        for (unsigned k = 0; k < count; k++)
            divide(numbers[i], numbers[k]);
    }
    uint64_t state = 88172645463325252u;
    for (unsigned i = 0; i < RANDOM; i++) {
        uint64_t a = next_random(&state) >> (i & 63), b = next_random(&state) >> (i / 7 & 63);
        divide(a, b | 1);
    }
    divide_signed(-7, 2, -3, -1);
    divide_signed(7, -2, -3, 1);
    divide_signed(INT64_MIN, 10, -922337203685477580, -8);
    divide_signed(INT64_MIN + 1, -1, INT64_MAX, 0);

    unsigned most = (unsigned)((seen.most_ns - clock_ns()) / INSTRUCTION_NS);
    printf("%u divisions, %u wrong, %s\n", seen.made, seen.wrong, most <= MOST ? "few enough instructions" : "too many");
    printf("at most %u instructions\n", most);
}
