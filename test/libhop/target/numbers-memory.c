// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Conversions of floating-point numbers without memory, at each of their allocations: printf gives -1, scanf EOF, and
// strtod no number, errno is ENOMEM, and nothing is lost. newlib ended the task by an assertion.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_main_stack_size=8192 %s
// RUN: %clang_v7em -Os --specs=nano.specs -u _printf_float -u _scanf_float -Wl,--defsym=__hop_main_stack_size=8192 \
// RUN:   %s -o %t.nano.elf
// RUN: %run %t.nano.elf | FileCheck %s
//
// CHECK: printf: {{[1-9][0-9]+}} steps to 1.2345678901234566e-290
// CHECK-NEXT: shortest: {{[1-9][0-9]+}} steps to 1.50
// CHECK-NEXT: wprintf: {{[1-9][0-9]+}} steps to 1.2345678901234566e-290
// CHECK-NEXT: asprintf: {{[1-9][0-9]+}} steps to 1.2345678901234566e-290
// CHECK-NEXT: asnprintf: {{[1-9][0-9]+}} steps to 1.2345678901234566e-290
// CHECK-NEXT: strtod: {{[1-9][0-9]+}} steps to 6.02214076e+23
// CHECK-NEXT: hexadecimal: {{[1-9][0-9]+}} steps to 1
// CHECK-NEXT: strtof: {{[1-9][0-9]+}} steps to 1.00000012
// CHECK-NEXT: scanf: {{[1-9][0-9]+}} steps to 6.02214076e+23
// CHECK-NEXT: wscanf: {{[1-9][0-9]+}} steps to 6.02214076e+23
// CHECK-NEXT: ecvt: {{[1-9][0-9]+}} steps to 123
// CHECK-NEXT: precision: -1 ENOMEM -1 ENOMEM
// CHECK-NEXT: no heap: 1.5 0.1
// CHECK-NEXT: wrong 0
#define _GNU_SOURCE
#include "../../Inputs/heap_in_use.h"

#include <hop/hop.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

char *ecvtbuf(double, int, int *, int *, char *);

static struct hop_task task;
static _Alignas(8) unsigned char stack[4096];
static char text[400];
static wchar_t wide[100];
static int wrong;
static volatile double small = 1.2345678901234567e-290, half = 1.5;

// Each says whether the conversion has been made, and leaves its result in text.
static int print(void)
{
    return snprintf(text, sizeof text, "%.16e", small) >= 0;
}

static int print_shortest(void)
{
    return snprintf(text, sizeof text, "%.2f", half) >= 0;
}

static int print_wide(void)
{
    int length = swprintf(wide, 100, L"%.16e", small);
    if (length < 0)
        return 0;
    wcstombs(text, wide, sizeof text);
    return 1;
}

// Longer than what is allocated at first.
static int take_new(char *new)
{
    if (new == NULL)
        return 0;
    snprintf(text, sizeof text, "%.23s", new);
    free(new);
    return 1;
}

static int print_new(void)
{
    char *new = text;
    int length = asprintf(&new, "%.16e%200s", small, "");
    wrong += (length < 0) != (new == NULL);
    return take_new(new);
}

static int print_enlarged(void)
{
    char begun[10];
    size_t size = sizeof begun;
    return take_new(asnprintf(begun, &size, "%.16e%200s", small, ""));
}

static void say(double value)
{
    while (snprintf(text, sizeof text, "%.9g", value) < 0)
        ;
}

static const char digits[] = "602214076000000000000000.00000000000000001";
static char *end;
static double number;

static int read_decimal(void)
{
    number = strtod(digits, &end);
    wrong += (end == digits) != (number == 0);
    return end != digits;
}

static int read_hexadecimal(void)
{
    const char *from = "0x1.000000000000000000000000000000000001p0";
    number = strtod(from, &end);
    wrong += (end == from) != (number == 0);
    return end != from;
}

static int read_float(void)
{
    const char *from = "1.0000000596046447753906250000000000000000000000000000001";
    number = (double)strtof(from, &end);
    wrong += (end == from) != (number == 0);
    return end != from;
}

static int scan(void)
{
    int left = 0;
    int count = sscanf("602214076000000000000000.00000000000000001 3", "%lf%d", &number, &left);
    wrong += count != (left == 3 ? 2 : EOF);
    return count == 2;
}

static int scan_wide(void)
{
    int left = 0;
    int count = swscanf(L"602214076000000000000000.00000000000000001 3", L"%lf%d", &number, &left);
    wrong += count != (left == 3 ? 2 : EOF);
    return count == 2;
}

static int convert(void)
{
    int point, sign;
    return ecvtbuf(small, 3, &point, &sign, text) != NULL;
}

static int (*conversion)(void);
static int done, error;

static void run(void *argument)
{
    (void)argument;
    errno = 0;
    done = conversion();
    error = errno;
}

// Until it is done, with ever more memory; each time by a task that has not converted anything yet.
static void squeeze(const char *name, int (*what)(void), int is_number)
{
    static void *taken[64];
    int steps = 0;
    conversion = what;
    done = 0;
    for (size_t room = 8; !done; room += 8) {
        size_t before = heap_in_use();
        void *volatile gap = malloc(room); // not optimised away
        int count = 0;
        for (size_t size = 1 << 20; size >= 8; size /= 2)
            while (count < 64 && (taken[count] = malloc(size)) != NULL)
                count++;
        free(gap);
        hop_task_create(&task, &(struct hop_task_config){
            .name = "converts", .entry = run, .stack = stack, .stack_size = sizeof stack, .priority = 8});
        hop_task_join(&task);
        wrong += !done && error != ENOMEM;
        while (count > 0)
            free(taken[--count]);
        wrong += heap_in_use() != before;
        steps++;
    }
    if (is_number)
        say(number);
    printf("%s: %d steps to %s\n", name, steps, text);
}

int main(void)
{
    say(1); // what main keeps
    setvbuf(stdout, NULL, _IONBF, 0);
    squeeze("printf", print, 0);
    squeeze("shortest", print_shortest, 0);
    squeeze("wprintf", print_wide, 0);
    squeeze("asprintf", print_new, 0);
    squeeze("asnprintf", print_enlarged, 0);
    squeeze("strtod", read_decimal, 1);
    squeeze("hexadecimal", read_hexadecimal, 1);
    squeeze("strtof", read_float, 1);
    squeeze("scanf", scan, 1);
    squeeze("wscanf", scan_wide, 1);
    squeeze("ecvt", convert, 0);
    errno = 0;
    printf("precision: %d", snprintf(text, sizeof text, "%.*f", INT_MAX, half));
    printf(" %s", errno == ENOMEM ? "ENOMEM" : "?");
    errno = 0;
    printf(" %d", snprintf(text, sizeof text, "%.*e", INT_MAX - 1, half));
    printf(" %s\n", errno == ENOMEM ? "ENOMEM" : "?");
    printf("no heap: %g %g\n", strtod("1.5", NULL), strtod("1e-1", NULL));
    printf("wrong %d\n", wrong);
    return wrong != 0;
}
