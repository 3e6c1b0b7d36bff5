// RUN: %every_core -O2 %s
// RUN: %every_core -O0 %s
// RUN: %clang --target=thumbv8m.main-none-eabihf -O2 %s -o %t.elf && %run %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the compiler calls for arithmetic gets its operands where it looks for them, and its results come back: helpers by
// the names of the run-time ABI take them in core registers on every variant, those by other names in FP registers
// with hard float. Each result is exact, or that of IEEE 754.
#include <complex.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static volatile float f1 = 1.5f, f2 = -0.25f, infinite = INFINITY;
static volatile double d1 = 1.5, d2 = -0.25, huge = 3.5e38, not_a_number = NAN;
static volatile float _Complex fa = 1.5f + 2.0f * I, fb = 0.0f + 2.0f * I, fd = 1.0f + 1.0f * I;
static volatile double _Complex da = 1.5 + 2.0 * I, db = 0.0 + 2.0 * I;
static volatile _Float16 half = (_Float16)0.5f;
static volatile int exponent = -3;
static volatile int64_t s64 = -1234567890123;
static volatile uint64_t u64 = 12345678901234567890u;
static volatile int32_t s32 = -7, zero;

static void print_complex_float(const char *name, float _Complex value)
{
    printf("%s %g %g\n", name, (double)crealf(value), (double)cimagf(value));
}

static void print_complex(const char *name, double _Complex value)
{
    printf("%s %g %g\n", name, creal(value), cimag(value));
}

// CHECK:      float times -4 3
// CHECK-NEXT: float over 1 -0.75
// CHECK-NEXT: times -4 3
// CHECK-NEXT: over 1 -0.75
// CHECK-NEXT: float beyond inf inf
// CHECK-NEXT: beyond inf inf
static void do_complex(void)
{
    float _Complex edge = __builtin_complex(infinite, (float)not_a_number);
    print_complex_float("float times", fa * fb);
    print_complex_float("float over", fa / fb);
    print_complex("times", da * db);
    print_complex("over", da / db);
    print_complex_float("float beyond", edge * fd);
    print_complex("beyond", (double _Complex)edge * fd);
}

// CHECK-NEXT: powi 0.296296 -64
// CHECK-NEXT: half 0.5 0.25 -0.25
// CHECK-NEXT: narrow inf 1.5
static void do_powers_and_halves(void)
{
    printf("powi %g %g\n", (double)__builtin_powif(f1, exponent), __builtin_powi(d2, exponent));
    half = (_Float16)f2;
    _Float16 from_float = half;
    half = (_Float16)d2;
    printf("half %g %g %g\n", (double)(_Float16)0.5f, (double)-from_float, (double)half);
    printf("narrow %g %g\n", (double)(float)huge, (double)(float)d1);
}

// CHECK-NEXT: double 1.25 1.75 -0.375 -6
// CHECK-NEXT: float 1.25 1.75 -0.375 -6
// CHECK-NEXT: order 0 1 0 0 1
// CHECK-NEXT: order 0 1 0 0 1
static void do_floats(void)
{
    printf("double %g %g %g %g\n", d1 + d2, d1 - d2, d1 * d2, d1 / d2);
    printf("float %g %g %g %g\n", (double)(f1 + f2), (double)(f1 - f2), (double)(f1 * f2), (double)(f1 / f2));
    float nan = (float)not_a_number;
    printf("order %d %d %d %d %d\n", not_a_number == d1, not_a_number != d1, not_a_number < d1, not_a_number >= d1,
           __builtin_isunordered(not_a_number, d1));
    printf("order %d %d %d %d %d\n", nan == f1, nan != f1, nan < f1, nan >= f1, __builtin_isunordered(nan, f1));
}

// CHECK-NEXT: to integers -1 1 -1500 1500
// CHECK-NEXT: from integers -1234567890123 12345678901234567168 -1.23457e+12 1.23457e+19
static void do_conversions(void)
{
    printf("to integers %d %u %lld %llu\n", (int)(d2 * 4), (unsigned)f1, (long long)(d1 * -1000), (unsigned long long)(f1 * 1000));
    printf("from integers %.0f %.0f %g %g\n", (double)s64, (double)u64, (double)(float)s64, (double)(float)u64);
}

// CHECK-NEXT: quotients -176366841446 1763668414462081127 -1 2
// CHECK-NEXT: remainders -1 1 0 2
// CHECK-NEXT: overflow 1 0 1
// CHECK-NEXT: bits 32 0 1 2 d20a1feb8ca954ab
static void do_integers(void)
{
    printf("quotients %lld %llu %d %u\n", (long long)(s64 / -s32), (unsigned long long)(u64 / (unsigned)-s32),
           (int)(s32 / 4), 11u / (unsigned)(zero + 5));
    printf("remainders %lld %llu %d %u\n", (long long)(s64 % -s32), (unsigned long long)(u64 % (unsigned)-s32), (int)(s32 % 7),
           12u % (unsigned)(zero + 5));
    int64_t product;
    int32_t small;
    bool wide = __builtin_mul_overflow(s64, s64, &product);
    bool fits = __builtin_mul_overflow(s64, (int64_t)s32, &product);
    printf("overflow %d %d %d\n", wide, fits, __builtin_mul_overflow(s32, INT32_MAX, &small));
    printf("bits %d %d %d %d %llx\n", __builtin_popcountll(u64), __builtin_clzll(u64), __builtin_ctzll(u64),
           __builtin_ffsll((long long)u64), (unsigned long long)__builtin_bswap64(u64));
}

int main(void)
{
    do_complex();
    do_powers_and_halves();
    do_floats();
    do_conversions();
    do_integers();
}
