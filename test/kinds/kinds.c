// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function of each kind that a C program may have.
// Row 40, Row 41, Row 50 of test/kernel/README.md.
#include "squeeze.h"

#include <alloca.h>
#include <complex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// Writes all of it, so that every byte of a frame is seen.
static NOINLINE int fill(volatile char *bytes, int size)
{
    int sum = 0;
    for (int i = 0; i < size; i++) {
        bytes[i] = (char)(i & 7);
        sum += bytes[i];
    }
    return sum;
}

NOINLINE int small_frame(int n)
{
    volatile char frame[16];
    return fill(frame, sizeof frame) + n;
}

NOINLINE int large_frame(int n)
{
    volatile char frame[304];
    return fill(frame, sizeof frame) + n;
}

NOINLINE int huge_frame(int n)
{
    volatile char frame[5000];
    return fill(frame, sizeof frame) + n;
}

static int run_small_frame(void) { return small_frame(zero); }
static int run_large_frame(void) { return large_frame(zero); }
static int run_huge_frame(void) { return huge_frame(zero); }

NOINLINE int stack_arguments(int a, int b, int c, int d, int e, int f, int g, int h)
{
    volatile char frame[40];
    return fill(frame, sizeof frame) + a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
}

static int run_stack_arguments(void)
{
    return stack_arguments(zero, 1, 2, 3, 4, 5, 6, zero + 7);
}

NOINLINE int wide_arguments(long long a, double b, int c, long long d, double e)
{
    volatile char frame[40];
    return fill(frame, sizeof frame) + (int)(a + d) + (int)(b * e) + c;
}

static int run_wide_arguments(void)
{
    return wide_arguments(zero + 1, 2.5, 3, 4, zero + 4.0);
}

struct block {
    int words[50];
};

NOINLINE int by_value(struct block block, int n)
{
    volatile char frame[40];
    block.words[n] += fill(frame, sizeof frame);
    return block.words[n] + block.words[49];
}

static int run_by_value(void)
{
    struct block block = {{0}};
    block.words[49] = 7;
    return by_value(block, zero) + block.words[0];
}

struct large {
    int words[600];
};

// SP moves at the call.
NOINLINE int large_by_value(struct large large, int n)
{
    volatile char frame[40];
    return fill(frame, sizeof frame) + large.words[n + 599];
}

static const struct large nearly_empty = {.words[599] = 7};

NOINLINE int passes_large(int n) { return large_by_value(nearly_empty, n) + 1; }

static int run_large_by_value(void) { return passes_large(zero); }

NOINLINE struct block return_block(int n)
{
    struct block block;
    memset(&block, n, sizeof block);
    block.words[3] = small_frame(n);
    return block;
}

static int run_return_block(void)
{
    return return_block(zero).words[3];
}

NOINLINE long long return_wide(int n)
{
    return (long long)large_frame(n) << 32 | 5;
}

NOINLINE double return_double(int n)
{
    return large_frame(n) * 0.5;
}

NOINLINE float return_float(int n)
{
    return (float)large_frame(n) * 0.25f;
}

struct vector {
    float x, y, z;
};

NOINLINE struct vector return_hfa(struct vector v)
{
    volatile char frame[80];
    v.x += (float)fill(frame, sizeof frame);
    return v;
}

NOINLINE double complex return_complex(double complex c)
{
    return c * c + large_frame(zero);
}

static int run_returns(void)
{
    struct vector v = return_hfa((struct vector){1, 2, 3});
    double complex c = return_complex(2.0 + 1.0 * I);
    return (int)(return_wide(zero) >> 32) + (int)return_double(zero) + (int)return_float(zero) +
           (int)(v.x + v.y + v.z) + (int)creal(c) + (int)cimag(c);
}

NOINLINE int variadic(int count, ...)
{
    volatile char frame[64];
    va_list list;
    double sum = fill(frame, sizeof frame);
    va_start(list, count);
    for (int i = 0; i < count; i++) {
        sum += i % 3 == 2 ? va_arg(list, double) : va_arg(list, int);
    }
    va_end(list);
    return (int)sum;
}

static int run_variadic(void)
{
    return variadic(21, 1, 2, 3.0, 4, 5, 6.0, 7, 8, 9.0, 10, 11, 12.0, 13, 14, 15.0, 16, 17, 18.0, 19, 20, zero + 21.0);
}

struct odd {
    char bytes[73];
};

struct three {
    short a;
    char b;
    int c, d;
};

// Named arguments of every kind of place: split between registers and stack, behind a gap, extended.
NOINLINE int variadic_named(struct odd odd, int a, long long b, double c, signed char d, struct three e, short f, int *g,
                            float h, long long i, int j, ...)
{
    volatile char frame[64];
    va_list list;
    double sum = fill(frame, sizeof frame) + odd.bytes[0] + 2 * odd.bytes[72] + 3 * a + 4 * b + 5 * c + 6 * d + 7 * e.a +
                 8 * e.b + 9 * e.c + 10 * e.d + 11 * f + 12 * *g + 13 * h + 14 * i + 15 * j;
    va_start(list, j);
    for (int n = 0; n < j; n++)
        sum += n % 3 == 2 ? va_arg(list, double) : va_arg(list, int);
    va_end(list);
    return (int)sum;
}

NOINLINE struct block variadic_block(int a, int b, double c, ...)
{
    struct block block;
    va_list list;
    va_start(list, c);
    block.words[3] = fill((volatile char *)block.words, 8) + a + 2 * b + (int)(3 * c) + va_arg(list, int);
    va_end(list);
    return block;
}

static int run_variadic_named(void)
{
    struct odd odd = {{0}};
    odd.bytes[0] = 1;
    odd.bytes[72] = 1;
    int one = zero + 1;
    struct three three = {1, 1, 1, 1};
    return variadic_named(odd, 1, 1, 1, -1, three, -1, &one, 1, 1, 7, 1, 2, 3.0, 4, 5, 6.0, zero + 7) +
           variadic_block(1, 1, zero + 1.0, 4).words[3];
}

NOINLINE int dynamic_alloca(int n)
{
    volatile char *bytes = alloca(n);
    return fill(bytes, n);
}

static int run_alloca(void) { return dynamic_alloca(200 + zero); }

NOINLINE int array_in_loop(int n)
{
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        volatile char bytes[i * 64];
        sum += fill(bytes, i * 64);
    }
    return sum;
}

static int run_array(void) { return array_in_loop(5 + zero); }

NOINLINE int alloca_and_arguments(int n)
{
    volatile char *bytes = alloca(n);
    return fill(bytes, n) + stack_arguments(1, 2, 3, 4, 5, 6, 7, bytes[1]);
}

static int run_alloca_and_arguments(void) { return alloca_and_arguments(64 + zero); }

// What only one caller knows: it asks for all three.
static NOINLINE int local_deepest(int n)
{
    volatile char frame[56];
    return fill(frame, sizeof frame) + n;
}

static NOINLINE int local_middle(int n)
{
    volatile char frame[40];
    return fill(frame, sizeof frame) + local_deepest(n);
}

NOINLINE int calls_local(int n)
{
    volatile char frame[24];
    return fill(frame, sizeof frame) + local_middle(n);
}

static int run_local(void) { return calls_local(zero); }

static NOINLINE int below_alloca(int n)
{
    volatile char frame[104];
    return fill(frame, sizeof frame) + n;
}

NOINLINE int alloca_and_local(int n)
{
    volatile char *bytes = alloca(n);
    return fill(bytes, n) + below_alloca(n);
}

static int run_alloca_and_local(void) { return alloca_and_local(48 + zero); }

// The address of what is called often is kept in a register where code is to be small.
static NOINLINE int called_often(int n)
{
    volatile char frame[48];
    return fill(frame, sizeof frame) + n;
}

static NOINLINE int calls_often(int n)
{
    volatile char frame[24];
    return fill(frame, sizeof frame) + called_often(n) + called_often(n + 1) + called_often(n + 2) + called_often(n + 3);
}

NOINLINE int through_register(int n) { return calls_often(n) + 1; }

static int run_often(void) { return through_register(zero); }

NOINLINE int over_aligned(int n)
{
    _Alignas(128) volatile char frame[128];
    if ((unsigned)frame % 128 != 0) {
        return -1;
    }
    return fill(frame, sizeof frame) + n;
}

static int run_over_aligned(void) { return over_aligned(zero); }

NOINLINE int over_aligned_alloca(int n)
{
    _Alignas(64) volatile char frame[64];
    volatile char *bytes = alloca(n);
    return (int)((unsigned)frame % 64) + fill(frame, sizeof frame) + fill(bytes, n);
}

static int run_over_aligned_alloca(void) { return over_aligned_alloca(80 + zero); }

NOINLINE int tail_call(int n)
{
    volatile char frame[24];
    n += fill(frame, sizeof frame);
    return large_frame(n);
}

NOINLINE int tail_call_only(int n) { return large_frame(n + 1); }

NOINLINE int sibling_arguments(int a, int b, int c, int d, int e, int f, int g, int h)
{
    return stack_arguments(h, g, f, e, d, c, b, a);
}

static int run_tail_calls(void)
{
    return tail_call(zero) + tail_call_only(zero) + sibling_arguments(1, 2, 3, 4, 5, 6, 7, zero + 8);
}

static NOINLINE int odd(int n);
static NOINLINE int even(int n)
{
    volatile char frame[24];
    return fill(frame, sizeof frame) + (n == 0 ? 0 : odd(n - 1));
}
static NOINLINE int odd(int n)
{
    volatile char frame[56];
    return fill(frame, sizeof frame) + (n == 0 ? 1 : even(n - 1));
}

static int run_mutual(void) { return even(9 + zero); }

NOINLINE int recursive(int n)
{
    volatile char frame[20];
    return fill(frame, sizeof frame) + (n == 0 ? 0 : recursive(n - 1));
}

static int run_recursive(void) { return recursive(20 + zero); }

typedef int (*function)(int);
static function volatile pointer = large_frame;

NOINLINE int through_pointer(int n) { return pointer(n) + pointer(n + 1); }

static int run_pointer(void) { return through_pointer(zero); }

// The body is wanted on one path only.
NOINLINE int early_return(int *p)
{
    if (p == NULL) {
        return 1;
    }
    volatile char frame[120];
    return fill(frame, sizeof frame) + large_frame(*p);
}

static int run_early_return(void)
{
    int n = zero;
    return early_return(NULL) + early_return(&n);
}

static jmp_buf out;

NOINLINE int jumps(int n)
{
    volatile char frame[96];
    fill(frame, sizeof frame);
    if (n == 0) {
        longjmp(out, 3);
    }
    return jumps(n - 1) + frame[1];
}

static int run_setjmp(void)
{
    volatile int before = 40;
    int code = setjmp(out);
    if (code == 0) {
        return jumps(3 + zero);
    }
    return before + code;
}

static int compare(const void *a, const void *b)
{
    volatile char frame[16];
    fill(frame, sizeof frame);
    return *(const int *)a - *(const int *)b;
}

// A library calls back.
static int run_callback(void)
{
    int numbers[20];
    for (int i = 0; i < 20; i++) {
        numbers[i] = i * 7 % 20;
    }
    qsort(numbers, 20, sizeof numbers[0], compare);
    return numbers[0] + 2 * numbers[1] + 3 * numbers[19];
}

// The compiler calls these: never diverted, and within the zones.
static int run_helpers(void)
{
    volatile unsigned long long big = 1000000007ULL;
    volatile double number = 1.5;
    return (int)(big * big / 1000003U % 1000) + (int)(number * number / 0.25);
}

__attribute__((no_split_stack)) NOINLINE int unchecked_leaf(int n)
{
    volatile char frame[24];
    frame[n] = 1;
    frame[n + 1] = 2;
    return frame[n] + frame[n + 1];
}

__attribute__((no_split_stack)) static NOINLINE int unchecked_deep(int n)
{
    volatile char frame[200];
    for (int i = 0; i < 200; i++) {
        frame[i] = (char)n;
    }
    return frame[5] + 1;
}

// Its caller asks for what it takes.
NOINLINE int calls_unchecked(int n) { return unchecked_deep(n) + unchecked_leaf(n); }

static int run_unchecked(void) { return calls_unchecked(zero); }

__attribute__((naked)) NOINLINE int naked(int n)
{
    __asm__("push {r4, lr}\n movs r4, #5\n adds r0, r0, r4\n pop {r4, pc}");
}

static int run_naked(void) { return naked(zero) + naked(1); }

// Assembly that calls says that it clobbers lr.
NOINLINE int inline_assembly(int n)
{
    register int argument __asm__("r0") = n;
    __asm__ volatile("bl large_frame" : "+r"(argument) : : "r1", "r2", "r3", "r12", "lr", "cc", "memory");
    return argument + 1;
}

static int run_inline_assembly(void) { return inline_assembly(zero); }

__attribute__((finite_stack_reserve(600))) NOINLINE int reserved(int n)
{
    return large_frame(n) + small_frame(n);
}

static int run_reserved(void) { return reserved(zero); }

NOINLINE int jump_table(int n)
{
    volatile char frame[72];
    switch (fill(frame, n)) {
    case 0: return 1;
    case 1: return small_frame(n);
    case 3: return large_frame(n);
    case 6: return 17;
    case 10: return small_frame(4) * 2;
    case 15: return 19;
    case 21: return stack_arguments(n, n, n, n, n, n, n, n);
    default: return 2;
    }
}

static int run_jump_table(void) { return jump_table(zero + 7) + jump_table(zero + 3); }

// fill() of n bytes.
#define FILLED(n) ((n) / 8 * 28 + ((n) % 8) * ((n) % 8 - 1) / 2)

const struct kind kinds[] = {
    {"small frame", run_small_frame, FILLED(16)},
    {"large frame", run_large_frame, FILLED(304)},
    {"huge frame", run_huge_frame, FILLED(5000)},
    {"arguments on the stack", run_stack_arguments, FILLED(40) + 168},
    {"wide arguments", run_wide_arguments, FILLED(40) + 18},
    {"struct by value", run_by_value, FILLED(40) + 7},
    {"large struct by value", run_large_by_value, FILLED(40) + 8},
    {"struct returned", run_return_block, FILLED(16)},
    {"wide, float and HFA returned", run_returns, 2 * FILLED(304) + FILLED(304) / 2 + FILLED(304) / 4 + FILLED(80) + 13},
    {"variadic", run_variadic, FILLED(64) + 231},
    {"variadic, many named", run_variadic_named, FILLED(64) + 204 + FILLED(8) + 10},
    {"alloca", run_alloca, FILLED(200)},
    {"array in a loop", run_array, FILLED(64 * 15)},
    {"alloca and arguments", run_alloca_and_arguments, FILLED(64) + FILLED(40) + 148},
    {"local callees", run_local, FILLED(56) + FILLED(40) + FILLED(24)},
    {"alloca and a local callee", run_alloca_and_local, FILLED(48) + FILLED(104) + 48},
    {"called through a register", run_often, FILLED(24) + 4 * FILLED(48) + 7},
    {"over-aligned", run_over_aligned, FILLED(128)},
    {"over-aligned with alloca", run_over_aligned_alloca, FILLED(64) + FILLED(80)},
    {"tail and sibling calls", run_tail_calls, FILLED(24) + 2 * FILLED(304) + 1 + FILLED(40) + 120},
    {"mutual recursion", run_mutual, 5 * FILLED(24) + 5 * FILLED(56) + 1},
    {"recursion", run_recursive, 21 * FILLED(20)},
    {"pointer", run_pointer, 2 * FILLED(304) + 1},
    {"early return", run_early_return, 1 + FILLED(120) + FILLED(304)},
    {"setjmp and longjmp", run_setjmp, 43},
    {"callback", run_callback, 59},
    {"helpers of the compiler", run_helpers, 17, 1},
    {"unchecked", run_unchecked, 4},
    {"naked", run_naked, 11},
    {"inline assembly", run_inline_assembly, FILLED(304) + 1},
    {"reserve", run_reserved, FILLED(304) + FILLED(16)},
    {"jump table", run_jump_table, FILLED(40) + 252 + FILLED(304) + 3},
    {0},
};
