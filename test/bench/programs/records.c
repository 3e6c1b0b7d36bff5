// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Structures by value, large and small, many arguments of mixed size, and variable argument
// lists: fractions, dates, and a formatter of its own.
#include "../harness.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct fraction {
    int64_t over, under;
};

struct square { // two rows of two
    struct fraction a, b, c, d;
};

struct date {
    int16_t year;
    int8_t month, day;
};

struct entry {
    char name[12];
    struct date date;
    int64_t cents;
    struct fraction share;
};

static int64_t common_divisor(int64_t a, int64_t b)
{
    return b == 0 ? llabs(a) : common_divisor(b, a % b);
}

static struct fraction fraction(int64_t over, int64_t under)
{
    int64_t divisor = common_divisor(over, under);
    if (under < 0) {
        divisor = -divisor;
    }
    return (struct fraction){over / divisor, under / divisor};
}

static struct fraction sum(struct fraction a, struct fraction b)
{
    return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

static struct fraction product(struct fraction a, struct fraction b)
{
    return fraction(a.over * b.over, a.under * b.under);
}

static struct fraction minus(struct fraction a)
{
    return (struct fraction){-a.over, a.under};
}

static struct square multiply(struct square x, struct square y)
{
    return (struct square){
        sum(product(x.a, y.a), product(x.b, y.c)), sum(product(x.a, y.b), product(x.b, y.d)),
        sum(product(x.c, y.a), product(x.d, y.c)), sum(product(x.c, y.b), product(x.d, y.d)),
    };
}

static struct square inverse_square(struct square x)
{
    struct fraction determinant = sum(product(x.a, x.d), minus(product(x.b, x.c)));
    struct fraction factor = fraction(determinant.under, determinant.over);
    return (struct square){product(x.d, factor), product(minus(x.b), factor),
                           product(minus(x.c), factor), product(x.a, factor)};
}

static bool is_identity(struct square x)
{
    return x.a.over == 1 && x.a.under == 1 && x.b.over == 0 && x.c.over == 0 && x.d.over == 1 &&
           x.d.under == 1;
}

static int days_in(int year, int month)
{
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 ? 28 + leap : 30 + ((month + month / 8) & 1);
}

static struct date next_day(struct date date)
{
    if (date.day < days_in(date.year, date.month)) {
        return (struct date){date.year, date.month, (int8_t)(date.day + 1)};
    }
    if (date.month < 12) {
        return (struct date){date.year, (int8_t)(date.month + 1), 1};
    }
    return (struct date){(int16_t)(date.year + 1), 1, 1};
}

static char *put_number(char *at, uint64_t value, int least_digits)
{
    if (value >= 10 || least_digits > 1) {
        at = put_number(at, value / 10, least_digits - 1);
    }
    *at++ = (char)('0' + value % 10);
    return at;
}

static char *put_signed(char *at, int64_t value)
{
    if (value < 0) {
        *at++ = '-';
    }
    return put_number(at, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
}

static char *put_text(char *at, const char *text)
{
    size_t length = strlen(text);
    memcpy(at, text, length);
    return at + length;
}

static char *put_date(char *at, struct date date)
{
    at = put_number(at, (uint64_t)date.year, 4);
    *at++ = '-';
    at = put_number(at, (uint64_t)date.month, 2);
    *at++ = '-';
    return put_number(at, (uint64_t)date.day, 2);
}

static char *put_fraction(char *at, struct fraction value)
{
    at = put_signed(at, value.over);
    *at++ = '/';
    return put_signed(at, value.under);
}

// %s: text, %i: int, %l: int64_t, %d: date, %f: fraction, %F: double in thousandths.
static void format_list(char *at, const char *format, va_list arguments)
{
    for (; *format != '\0'; format++) {
        switch (*format == '%' ? *++format : '\0') {
        case 's': at = put_text(at, va_arg(arguments, const char *)); break;
        case 'i': at = put_signed(at, va_arg(arguments, int)); break;
        case 'l': at = put_signed(at, va_arg(arguments, int64_t)); break;
        case 'd': at = put_date(at, va_arg(arguments, struct date)); break;
        case 'f': at = put_fraction(at, va_arg(arguments, struct fraction)); break;
        case 'F': at = put_signed(at, (int64_t)(va_arg(arguments, double) * 1000)); break;
        default: *at++ = *format;
        }
    }
    *at = '\0';
}

static uint32_t format(uint32_t hash, const char *format, ...)
{
    char line[160];
    va_list arguments;
    va_start(arguments, format);
    format_list(line, format, arguments);
    va_end(arguments);
    return bench_mix_bytes(hash, line, strlen(line));
}

// Arguments in registers, split, and on the stack.
static struct entry entry(const char *name, struct date date, int number, int64_t cents,
                          int8_t part, struct fraction share, double factor, int16_t of)
{
    struct entry made = {.date = date, .share = product(share, fraction(part, of))};
    made.cents = cents * number + (int64_t)(factor * 100);
    strncpy(made.name, name, sizeof made.name - 1);
    return made;
}

static struct entry later(struct entry entry, int days)
{
    for (; days > 0; days--) {
        entry.date = next_day(entry.date);
    }
    return entry;
}

int bench_run(void)
{
    struct entry last = {.date = {1999, 12, 30}, .share = {1, 1}};
    uint32_t hash = 0;
    for (int i = 1; i <= 150; i++) {
        struct entry now = entry(i % 2 ? "odd" : "even", last.date, i, 12345678901LL / i,
                                 (int8_t)(i % 7 + 1), fraction(i, 11), i * 0.125, (int16_t)(i + 1));
        last = later(now, i % 40);
        struct square square = {last.share, fraction(1, i), fraction(-3, i), fraction(i, 5)};
        struct square inverted = inverse_square(square);
        bench_check(is_identity(multiply(square, inverted)), "inverse");
        hash = format(hash, "%s on %d: %l, %i of %f and %f, %F", last.name, last.date, last.cents,
                      i, last.share, inverted.b, i / 8.0);
    }
    bench_check(last.date.year == 2007 && last.date.month == 9 && last.date.day == 4, "date");
    return (int)hash;
}
