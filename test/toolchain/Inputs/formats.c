// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What newlib's small formatted input and output has, each line once: by the whole one it is the same.
#define _GNU_SOURCE // asprintf
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_integers(void)
{
    printf("%d %i %u %x %X %o|%c|%s|%%|%5s|%-5s|%.2s\n", -7, 8, 9u, 0xabcu, 0xdefu, 8u, 'c', "text", "ab", "ab", "abc");
    printf("%5d|%-5d|%05d|%+d|% d|%#x|%#o|%.3d|%*d|%-*d|%.*s|\n", 42, 42, 42, 42, 42, 42u, 42u, 7, 4, 1, 4, 2, 2, "xyz");
    printf("%ld %lu %lx %hd %hu %ld\n", -2147483647L - 1, 4294967295ul, 0xfffffffful, (short)-1, (unsigned short)65535, 0L);
    int at = 0;
    printf("%p%n\n", (void *)0x1234, &at);
    printf("%d written\n", at);
}

static void print_floats(void)
{
    printf("%f|%.0f|%.3f|%10.2f|%-10.2f|%010.2f|%+f|\n", 3.25, 2.5, 2.0 / 3, 1e3, 1e3, -1e3, 0.0);
    printf("%e|%.2E|%g|%g|%G|%g|\n", 12345.678, 1e-9, 1e20, 0.0001, 1e-7, 100.0);
    printf("%f|%F|%f|\n", 1.0 / 0.0, -1.0 / 0.0, -0.0);
}

static int print(char *buffer, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(buffer, size, format, arguments);
    va_end(arguments);
    return length;
}

static void print_to_memory(void)
{
    char buffer[8], *text = NULL;
    int length = print(buffer, sizeof buffer, "%s:%d", "longer", 1234);
    printf("%d %s %s\n", length, buffer, asprintf(&text, "%060d", 6) == 60 && strlen(text) == 60 ? text : "wrong");
    free(text);
}

static void scan(void)
{
    int a, b, c, at = 0;
    unsigned x, o;
    long l;
    short h;
    char word[8], set[8], letter;
    int count = sscanf("12 -7 0x1f 17 99999 -3 word aabbc!z", "%d %i %x %o %ld %hd %7s %7[abc]!%c%n", &a, &b, &x, &o, &l, &h,
                       word, set, &letter, &at);
    printf("%d: %d %d %u %u %ld %d %s %s %c %d\n", count, a, b, x, o, l, h, word, set, letter, at);
    count = sscanf("0x10, 20 30", "%i ,%*d%d", &a, &c);
    printf("%d: %d %d, %d\n", count, a, c, sscanf("x", "%d", &b));
}

static void scan_floats(void)
{
    float f = 0;
    double d = 0;
    int count = sscanf("1.5 -2.5e3", "%f%lf", &f, &d);
    printf("%d: %d %d\n", count, (int)(f * 10), (int)d);
}

int main(void)
{
    print_integers();
    print_to_memory();
    scan();
    print_floats();
    scan_floats();
    return 0;
}
