// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program of main and the C library. It prints the same wherever its calls run: see plain.test.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

static volatile int zero;

struct point {
    double x, y;
};

struct block {
    int words[11];
};

static int compare(const void *a, const void *b)
{
    char text[2][40];
    snprintf(text[0], sizeof text[0], "%08d", *(const int *)a);
    snprintf(text[1], sizeof text[1], "%08d", *(const int *)b);
    return strcmp(text[0], text[1]);
}

NOINLINE static void sort(void)
{
    int numbers[60];
    unsigned state = 12345;
    for (int i = 0; i < 60; i++) {
        state = state * 1103515245u + 12345u;
        numbers[i] = (int)(state >> 16) % 100000;
    }
    qsort(numbers, 60, sizeof numbers[0], compare);
    int key = numbers[17];
    int *found = bsearch(&key, numbers, 60, sizeof numbers[0], compare);
    printf("sorted %d %d %d, found at %d\n", numbers[0], numbers[30], numbers[59], (int)(found - numbers));
}

NOINLINE static struct point turned(struct point p, double angle)
{
    struct point q = {p.x * cos(angle) - p.y * sin(angle), p.x * sin(angle) + p.y * cos(angle)};
    return q;
}

NOINLINE static struct block changed(int a, int b, struct block block, long long c, struct block other, float d)
{
    for (int i = 0; i < 11; i++)
        block.words[i] = block.words[i] * a + other.words[10 - i] * b + (int)c + (int)d;
    return block;
}

NOINLINE static double sum(int count, ...)
{
    va_list arguments, again;
    double total = 0;
    va_start(arguments, count);
    va_copy(again, arguments);
    for (int i = 0; i < count; i++) {
        total += va_arg(arguments, int);
        total += va_arg(arguments, double);
        total += (double)va_arg(arguments, long long);
    }
    va_end(arguments);
    total += va_arg(again, int);
    va_end(again);
    return total;
}

NOINLINE static int total_of(int count, const char *names, ...)
{
    va_list arguments;
    int total = (int)strlen(names);
    va_start(arguments, names);
    while (count-- > 0) {
        struct block block = va_arg(arguments, struct block);
        total += block.words[3] + va_arg(arguments, int);
    }
    va_end(arguments);
    return total;
}

NOINLINE static int filled(unsigned char *bytes, int count)
{
    int total = 0;
    memset(bytes, count & 0xff, (size_t)count);
    for (int i = 0; i < count; i++)
        total += bytes[i];
    return total;
}

NOINLINE static int arrays(int count)
{
    int total = 0;
    for (int i = 1; i <= count; i++) {
        unsigned char bytes[i * 37 + zero];
        unsigned char *more = __builtin_alloca((size_t)(i * 11 + zero));
        total += filled(bytes, i * 37) + filled(more, i * 11);
    }
    return total;
}

NOINLINE static int arrays_deep(int depth)
{
    unsigned char bytes[depth * 30 + 1];
    int total = filled(bytes, depth * 30 + 1);
    if (depth > 0)
        total += arrays_deep(depth - 1) + arrays(depth % 4);
    return total + bytes[depth];
}

static jmp_buf back;

NOINLINE static int leap(int depth)
{
    volatile char frame[64];
    frame[depth % 64] = 1;
    if (depth == 0)
        longjmp(back, 42);
    return leap(depth - 1) + frame[depth % 64];
}

// What the caller keeps in registers is there again.
NOINLINE static void jumps(double d)
{
    volatile int turns = 0;
    float f = (float)d * 3;
    int value = setjmp(back);
    turns = turns + 1;
    if (turns < 4)
        leap(turns * 7);
    printf("jumped %d times, value %d, %.3f %.3f\n", turns, value, d, (double)f);
}

NOINLINE static int ackermann(int m, int n)
{
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

NOINLINE static unsigned long long power(unsigned long long base, int exponent)
{
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

static void lists(void)
{
    struct node {
        struct node *next;
        char text[20];
    } *first = NULL;
    for (int i = 0; i < 40; i++) {
        struct node *node = malloc(sizeof *node + (size_t)(i % 7) * 8);
        sprintf(node->text, "%d:%g", i, i / 8.0);
        node->next = first;
        first = node;
        if (i % 3 == 0)
            first = realloc(first, sizeof *node + 64);
    }
    size_t length = 0;
    for (struct node *node = first, *next; node; node = next) {
        length += strlen(node->text);
        next = node->next;
        free(node);
    }
    printf("lists %u\n", (unsigned)length);
}

static void last(void)
{
    printf("at exit %.2f\n", sqrt(2.0));
}

int main(void)
{
    atexit(last);
    sort();
    struct point p = turned((struct point){1.5, -2.25}, 0.75);
    printf("point %.9f %.9f\n", p.x, p.y);
    struct block block = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}};
    struct block other = changed(3, 5, block, 7000000000LL, block, 2.5f);
    printf("block %d %d %d\n", other.words[0], other.words[5], other.words[10]);
    printf("variadic %.3f %d\n", sum(3, 1, 2.5, 3LL, 4, 5.25, 6LL, 7, 8.125, 9LL << 33),
           total_of(2, "abc", block, 5, other, 6));
    printf("arrays %d %d\n", arrays(9), arrays_deep(8));
    jumps(1.125);
    printf("recursion %d %llu\n", ackermann(2, 5), power(7, 20));
    lists();
    char *end;
    double parsed = strtod("-123.456e-7xyz", &end);
    printf("parsed %.15g %s %ld %#lo\n", parsed, end, strtol("-0x7fE", NULL, 0), strtoul("777", NULL, 8));
    int a, b;
    float f;
    char word[10];
    int read = sscanf("12 -7 3.5e2 word rest", "%d %d %f %9s", &a, &b, &f, word);
    printf("scanned %d: %d %d %g %s\n", read, a, b, (double)f, word);
    printf("formats %5d|%-8s|%+.3e|%a|%c|%%|%08.3f|%lld|%p\n", -42, "left", 12345.678, 1.0, 'x', -3.14159, 1LL << 40,
           (void *)0x1234);
    return 0;
}
