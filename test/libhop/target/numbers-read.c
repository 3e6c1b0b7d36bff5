// RUN: %every_core -Os %s
// RUN: %clang_v7em -Os -DWIDE %s -o %t.wide.elf && %run %t.wide.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What scanf takes for a floating-point number is what strtod takes (C11 7.21.6.2, 7.22.1.3), hexadecimal ones and the
// sign of zero among it, and what it does not take remains. Integers (7.22.1.4): a 0x without a digit is a 0, and an x.
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

// Also the rest of the text, and with a width.
static void scan(const char *text)
{
    double value = 7;
    char rest[16] = "";
#ifdef WIDE
    wchar_t wide[64];
    mbstowcs(wide, text, 64);
    int count = swscanf(wide, L"%lf%15s", &value, rest);
#else
    int count = sscanf(text, "%lf%15s", &value, rest);
#endif
    printf("%s: %d %s%g %s\n", text, count, signbit(value) ? "-" : "+", fabs(value), rest);
}

static void scan_with_width(void)
{
    float value = 7;
    char rest[16] = "";
    int count = sscanf("-0x1.8p10", "%6f%15s", &value, rest);
    printf("width: %d %g %s\n", count, (double)value, rest);
    count = sscanf("0x.4p+2q", "%a%15s", &value, rest);
    printf("a: %d %g %s\n", count, (double)value, rest);
}

// What is there but does not match is no end of the text.
static void scan_other_text(void)
{
    int value = 7;
#ifdef WIDE
    int first = swscanf(L"5e2", L"x%d", &value), second = swscanf(L"5 e2", L"%dx%d", &value, &value);
    int empty = swscanf(L"", L"x%d", &value);
    int percent = swscanf(L"5 %6", L"%d%%%d", &value, &value);
    swscanf(L"5  6", L"%*d %n", &value);
#else
    int first = sscanf("5e2", "x%d", &value), second = sscanf("5 e2", "%dx%d", &value, &value);
    int empty = sscanf("", "x%d", &value);
    int percent = sscanf("5 %6", "%d%%%d", &value, &value);
    sscanf("5  6", "%*d %n", &value);
#endif
    printf("other text: %d %d %d, percent %d, read %d\n", first, second, empty, percent, value);
}

static void convert(const char *text)
{
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    printf("strtod %s: %g ERANGE %d, left <%s>\n", text, fabs(value), errno == ERANGE, end);
}

// What is left, for each of the six.
static void convert_integer(const char *text, int base)
{
    char *ends[6];
    wchar_t wide[16], *wide_ends[6];
    mbstowcs(wide, text, 16);
    long long sum = strtol(text, &ends[0], base) + (long)strtoul(text, &ends[1], base) + strtoll(text, &ends[2], base) +
                    (long long)strtoull(text, &ends[3], base) + strtoimax(text, &ends[4], base) +
                    (long long)strtoumax(text, &ends[5], base);
    sum += wcstol(wide, &wide_ends[0], base) + (long)wcstoul(wide, &wide_ends[1], base) +
           wcstoll(wide, &wide_ends[2], base) + (long long)wcstoull(wide, &wide_ends[3], base) +
           wcstoimax(wide, &wide_ends[4], base) + (long long)wcstoumax(wide, &wide_ends[5], base);
    printf("integer %s %d: %lld", text, base, sum / 12);
    for (int i = 0; i < 6; i++)
        printf(" <%s>%s", ends[i], wide_ends[i] - wide == ends[i] - text ? "" : " but not wide");
    printf("\n");
}

// Where there is no number the end is the beginning, blanks or not.
static void convert_wide(const wchar_t *text)
{
    wchar_t *end;
    double value = wcstod(text, &end);
    printf("wcstod: %g, %d read\n", value, (int)(end - text));
}

// A float is the nearest to what is written, not to the double that is.
static void convert_to_float(const char *text)
{
    wchar_t wide[64];
    float value = 0;
    mbstowcs(wide, text, 64);
    errno = 0;
    float result = strtof(text, NULL);
    int is_range = errno == ERANGE;
    int count = sscanf(text, "%f", &value);
    int count_wide = value == result ? swscanf(wide, L"%f", &value) : 0;
    printf("float %s: %a %d ERANGE %d\n", text, (double)result,
           count + count_wide + (value == result) + (wcstof(wide, NULL) == result) + (atoff(text) == result), is_range);
}

// As many digits as the buffer of scanf has room for, and more.
static void scan_many(void)
{
    static char text[2000] = "0x";
    double value = 7;
    int i = 2;
    while (i < 1000)
        text[i++] = '0';
    text[i] = '1';
    int count = sscanf(text, "%lf", &value);
    printf("many: %d\n", count);
}

int main(void)
{
    // CHECK: 0x1.8p1: 1 +3 {{$}}
    scan("0x1.8p1");
    // CHECK-NEXT: -0X.8P-1e: 2 -0.25 e
    scan("-0X.8P-1e");
    // CHECK-NEXT: 0xAbp04: 1 +2736 {{$}}
    scan("0xAbp04");
    // CHECK-NEXT: 0x1p: 2 +1 p
    scan("0x1p");
    // CHECK-NEXT: 0x1p+z: 2 +1 p+z
    scan("0x1p+z");
    // CHECK-NEXT: 0x: 2 +0 x
    scan("0x");
    // CHECK-NEXT: -0x.p1: 2 -0 x.p1
    scan("-0x.p1");
    // CHECK-NEXT: 0x0p7: 1 +0 {{$}}
    scan("0x0p7");
    // CHECK-NEXT: 00x1: 2 +0 x1
    scan("00x1");
    // CHECK-NEXT: 0xinf: 2 +0 xinf
    scan("0xinf");
    // CHECK-NEXT: -0: 1 -0 {{$}}
    scan("-0");
    // CHECK-NEXT: -00.00: 1 -0 {{$}}
    scan("-00.00");
    // CHECK-NEXT: -0.0e5x: 2 -0 x
    scan("-0.0e5x");
    // CHECK-NEXT: -0e: 2 -0 e
    scan("-0e");
    // CHECK-NEXT: 000.0625e1: 1 +0.625 {{$}}
    scan("000.0625e1");
    // CHECK-NEXT: 100e-1f: 2 +10 f
    scan("100e-1f");
    // CHECK-NEXT: -.: 0 +7 {{$}}
    scan("-.");
    // CHECK-NEXT: width: 2 -1.5 p10
    // CHECK-NEXT: a: 2 1 q
    scan_with_width();
    // CHECK-NEXT: other text: 0 1 -1, percent 2, read 3
    scan_other_text();
    // CHECK-NEXT: many: 1
    scan_many();
    // CHECK-NEXT: integer 0xg 0: 0 <xg> <xg> <xg> <xg> <xg> <xg>{{$}}
    convert_integer("0xg", 0);
    // CHECK-NEXT: integer -0X 16: 0 <X> <X> <X> <X> <X> <X>{{$}}
    convert_integer("-0X", 16);
    // CHECK-NEXT: integer  0xFg 16: 15 <g> <g> <g> <g> <g> <g>{{$}}
    convert_integer(" 0xFg", 16);
    // CHECK-NEXT: integer x1 16: 0 <x1> <x1> <x1> <x1> <x1> <x1>{{$}}
    convert_integer("x1", 16);
    // CHECK-NEXT: wcstod: 0, 0 read
    convert_wide(L"  - 8");
    // CHECK-NEXT: wcstod: -8.5, 6 read
    convert_wide(L"  -8.5 ");
    // CHECK-NEXT: strtod 0x1p1024: inf ERANGE 1, left <>
    convert("0x1p1024");
    // CHECK-NEXT: strtod 0x1p-1080: 0 ERANGE 1, left <>
    convert("0x1p-1080");
    // CHECK-NEXT: strtod 0x0p-1080: 0 ERANGE 0, left <>
    convert("0x0p-1080");
    // CHECK-NEXT: strtod nan(abc_1)x: nan ERANGE 0, left <x>
    convert("nan(abc_1)x");
    // CHECK-NEXT: strtod nan(+): nan ERANGE 0, left <(+)>
    convert("nan(+)");
    // CHECK-NEXT: strtod nan(12: nan ERANGE 0, left <(12>
    convert("nan(12");
    // CHECK-NEXT: strtod 0x1p99999999999: inf ERANGE 1, left <>
    convert("0x1p99999999999");
    // CHECK-NEXT: strtod -0x1p-4294967296: 0 ERANGE 1, left <>
    convert("-0x1p-4294967296");
    // CHECK-NEXT: float 1.00000005960464478: 0x1.000002p+0 5 ERANGE 0
    convert_to_float("1.00000005960464478");
    // CHECK-NEXT: float 1.000000059604644775390625: 0x1p+0 5 ERANGE 0
    convert_to_float("1.000000059604644775390625");
    // CHECK-NEXT: float -1.00000017881393432617187499: -0x1.000002p+0 5 ERANGE 0
    convert_to_float("-1.00000017881393432617187499");
    // CHECK-NEXT: float 16777217.0000000001: 0x1.000002p+24 5 ERANGE 0
    convert_to_float("16777217.0000000001");
    // CHECK-NEXT: float 0x1.000001000000001p0: 0x1.000002p+0 5 ERANGE 0
    convert_to_float("0x1.000001000000001p0");
    // CHECK-NEXT: float 7.0064923216240853547e-46: 0x1p-149 5 ERANGE 0
    convert_to_float("7.0064923216240853547e-46");
    // CHECK-NEXT: float 7.0064923216240853546e-46: 0x0p+0 5 ERANGE 1
    convert_to_float("7.0064923216240853546e-46");
    // CHECK-NEXT: float 340282356779733661637.539395458142568447e18: 0x1.fffffep+127 5 ERANGE 0
    convert_to_float("340282356779733661637.539395458142568447e18");
    // CHECK-NEXT: float 340282356779733661637.539395458142568448e18: inf 5 ERANGE 1
    convert_to_float("340282356779733661637.539395458142568448e18");
    return 0;
}
