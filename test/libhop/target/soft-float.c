// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums and differences of floats and doubles, the conversions between them, and comparisons of doubles are those of the
// host's FPU, bit by bit: of all kinds of numbers, of such as nearly cancel out, and where the smaller one decides how the
// sum is rounded. They do not take many instructions: as compiler-rt has them sums took twice as many.
//
// RUN: clang-19 -O2 -DHOST %s -o %t.host && %t.host > %t.sums
// RUN: %every_core -Os $(cat %t.sums) -I %src_root/test/Inputs %s
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PAIRS = 60000 };

static uint64_t random_state = 88172645463325252u;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * 0x2545f4914f6cdd1du;
}

// Random digits, or runs of equal ones.
static uint64_t next_fraction(unsigned digits)
{
    uint64_t all = ((uint64_t)1 << digits) - 1, choice = next_random(), random = next_random();
    uint64_t one = (uint64_t)1 << (choice >> 8) % digits;
    switch (choice & 7) {
    case 0: return 0;
    case 1: return all;
    case 2: return one;
    case 3: return all - one;
    case 4: return random & all & ~(one - 1);
    case 5: return (random & all) | (one - 1);
    default: return random & all;
    }
}

static unsigned next_exponent(unsigned greatest)
{
    unsigned choice = (unsigned)(next_random() >> 32);
    switch (choice & 15) {
    case 0: return 0;
    case 1: return 1;
    case 2: return greatest;
    case 3: return greatest - 1;
    default: return (choice >> 8) % greatest;
    }
}

// A pair that may be of any exponents, or of such that the smaller number reaches the other one's last digits, or nearly
// equal; among them are those that compiler-rt's assembly for Thumb-1 adds wrongly: subnormal numbers whose sum is normal.
static void next_pair(unsigned digits, unsigned greatest, uint64_t *a, uint64_t *b)
{
    unsigned exponent = next_exponent(greatest), other = next_exponent(greatest);
    uint64_t choice = next_random(), sign = (uint64_t)(greatest + 1) << digits;
    if ((choice & 1) != 0)
        other = exponent - (unsigned)(choice >> 8) % (digits + 4);
    *a = (uint64_t)exponent << digits | next_fraction(digits);
    *b = (uint64_t)(other <= greatest ? other : 0) << digits | next_fraction(digits);
    if ((choice & 14) == 14)
        *b = *a ^ next_fraction(digits) >> (choice >> 8) % digits;
    *a |= (choice & 16) != 0 ? sign : 0;
    *b |= (choice & 32) != 0 ? sign : 0;
    if ((choice & 64) != 0) {
        uint64_t first = *a;
        *a = *b;
        *b = first;
    }
}

// By the names that code with soft float calls, also where there is an FPU.
#ifdef HOST
static float add_floats(float a, float b) { return a + b; }
static float subtract_floats(float a, float b) { return a - b; }
static float subtract_floats_from(float a, float b) { return b - a; }
static double add_doubles(double a, double b) { return a + b; }
static double subtract_doubles(double a, double b) { return a - b; }
static double subtract_doubles_from(double a, double b) { return b - a; }
static double extend(float a) { return a; }
static float truncate(double a) { return (float)a; }
static int is_equal(double a, double b) { return a == b; }
static int is_less(double a, double b) { return a < b; }
static int is_at_most(double a, double b) { return a <= b; }
static int is_at_least(double a, double b) { return a >= b; }
static int is_greater(double a, double b) { return a > b; }
static int is_unordered(double a, double b) { return a != a || b != b; }
static int order_or_more(double a, double b) { return a < b ? -1 : a != b; }
static int order_or_less(double a, double b) { return a > b ? 1 : -(a != b); }
#else
#define HELPER(name) __asm__("__aeabi_" #name) __attribute__((pcs("aapcs")))
float add_floats(float a, float b) HELPER(fadd);
float subtract_floats(float a, float b) HELPER(fsub);
float subtract_floats_from(float a, float b) HELPER(frsub);
double add_doubles(double a, double b) HELPER(dadd);
double subtract_doubles(double a, double b) HELPER(dsub);
double subtract_doubles_from(double a, double b) HELPER(drsub);
double extend(float a) HELPER(f2d);
float truncate(double a) HELPER(d2f);
int is_equal(double a, double b) HELPER(dcmpeq);
int is_less(double a, double b) HELPER(dcmplt);
int is_at_most(double a, double b) HELPER(dcmple);
int is_at_least(double a, double b) HELPER(dcmpge);
int is_greater(double a, double b) HELPER(dcmpgt);
int is_unordered(double a, double b) HELPER(dcmpun);
int order_or_more(double a, double b) __asm__("__ledf2") __attribute__((pcs("aapcs")));
int order_or_less(double a, double b) __asm__("__gedf2") __attribute__((pcs("aapcs")));
#endif

static unsigned compare(double a, double b)
{
    unsigned holds = is_equal(a, b) | is_less(a, b) << 1 | is_at_most(a, b) << 2 | is_at_least(a, b) << 3;
    holds |= is_greater(a, b) << 4 | is_unordered(a, b) << 5;
    return holds | ((unsigned)order_or_more(a, b) & 3) << 6 | ((unsigned)order_or_less(a, b) & 3) << 8;
}

// Which NaN it is, is not compared, but that it is a quiet one.
static void note_float(uint64_t *hash, float sum)
{
    uint32_t bits;
    memcpy(&bits, &sum, sizeof bits);
    *hash = (*hash ^ (sum == sum ? bits : bits & 0x7fc00000)) * 0x100000001b3u;
}

static void note_double(uint64_t *hash, double sum)
{
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    *hash = (*hash ^ (sum == sum ? bits : bits & 0x7ff8000000000000u)) * 0x100000001b3u;
    *hash ^= *hash >> 32;
}

static uint64_t hash_of_floats(void)
{
    uint64_t hash = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        uint64_t a, b;
        next_pair(23, 0xff, &a, &b);
        uint32_t a_bits = (uint32_t)a, b_bits = (uint32_t)b;
        float first, second;
        memcpy(&first, &a_bits, sizeof first);
        memcpy(&second, &b_bits, sizeof second);
        note_float(&hash, add_floats(first, second));
        note_float(&hash, subtract_floats(first, second));
        note_float(&hash, subtract_floats_from(first, second));
        note_double(&hash, extend(first));
    }
    return hash;
}

// With a float's exponent, or one slightly beyond those.
static double near_floats(uint64_t bits)
{
    uint64_t exponent = 0x3ff - 0x7f - 30 + (bits >> 52 & 0x7ff) % 320;
    double number;
    bits = (bits & 0x800fffffffffffffu) | exponent << 52;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static uint64_t hash_of_doubles(void)
{
    uint64_t hash = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        uint64_t a, b;
        next_pair(52, 0x7ff, &a, &b);
        double first, second;
        memcpy(&first, &a, sizeof first);
        memcpy(&second, &b, sizeof second);
        note_double(&hash, add_doubles(first, second));
        note_double(&hash, subtract_doubles(first, second));
        note_double(&hash, subtract_doubles_from(first, second));
        note_float(&hash, truncate(first));
        note_float(&hash, truncate(near_floats(a)));
        hash = hash * 31 + compare(first, second) + 7 * compare(first, first) + 49 * compare(first, -first);
    }
    return hash;
}

#ifdef HOST
int main(void)
{
    printf("-DFLOATS=%#llxu ", (unsigned long long)hash_of_floats());
    printf("-DDOUBLES=%#llxu\n", (unsigned long long)hash_of_doubles());
}
#else
#include "counter.h"

#if __ARM_ARCH_ISA_THUMB > 1
enum { MOST_FOR_FLOATS = 62, MOST_FOR_DOUBLES = 76 };
#else
enum { MOST_FOR_FLOATS = 98, MOST_FOR_DOUBLES = 130 };
#endif

enum { COUNTED = 256 };

static void report(const char *name, uint32_t added, uint32_t subtracted, uint32_t most)
{
    printf("%s: %s for a sum, %s for a difference\n", name, added <= most * COUNTED ? "few" : "many",
           subtracted <= most * COUNTED ? "few" : "many");
    printf("%u, %u\n", (unsigned)(added / COUNTED), (unsigned)(subtracted / COUNTED));
}

// Numbers of everyday: of about the same size, with any digits and signs. The loop is counted, too.
#define DEFINE_COUNT(type, integer, add, subtract, most)                                           \
    static void count_##type##s(void)                                                              \
    {                                                                                              \
        static type numbers[COUNTED + 1];                                                          \
        for (unsigned i = 0; i <= COUNTED; i++)                                                    \
            numbers[i] = (type)(integer)next_random() / (type)(1 << (i & 7));                      \
        counter_start();                                                                           \
        uint32_t start = counter_read();                                                           \
        for (unsigned i = 0; i < COUNTED; i++)                                                     \
            add(numbers[i], numbers[i + 1]);                                                       \
        uint32_t between = counter_read();                                                         \
        for (unsigned i = 0; i < COUNTED; i++)                                                     \
            subtract(numbers[i], numbers[i + 1]);                                                  \
        uint32_t end = counter_read();                                                             \
        report(#type "s", counter_instructions(start, between), counter_instructions(between, end), most); \
    }
DEFINE_COUNT(float, int32_t, add_floats, subtract_floats, MOST_FOR_FLOATS)
DEFINE_COUNT(double, int64_t, add_doubles, subtract_doubles, MOST_FOR_DOUBLES)

// CHECK:      floats: right
// CHECK-NEXT: doubles: right
// CHECK-NEXT: floats: few for a sum, few for a difference
// CHECK:      doubles: few for a sum, few for a difference
int main(void)
{
    printf("floats: %s\n", hash_of_floats() == FLOATS ? "right" : "wrong");
    printf("doubles: %s\n", hash_of_doubles() == DOUBLES ? "right" : "wrong");
    count_floats();
    count_doubles();
}
#endif
