// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// strptime as POSIX has it: two digits are two digits and no more than there can be, whatever needs another conversion
// waits for it, and names that there are not end it. newlib's took what was behind its tables for names and months.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <time.h>

static void parse(const char *text, const char *format)
{
    struct tm tm = {0};
    const char *end = strptime(text, format, &tm);
    printf("%s|%s: ", text, format);
    if (end == NULL)
        printf("NULL\n");
    else
        printf("%d-%d-%d %d:%d:%d w%d y%d left '%s'\n", tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
               tm.tm_wday, tm.tm_yday, end);
}

// A year that nobody has set is not counted from.
static void parse_into_garbage(void)
{
    struct tm tm;
    memset(&tm, 0x7f, sizeof tm);
    printf("garbage: %d\n", strptime("48 5", "%U %w", &tm) != NULL);
}

int main(void)
{
    // CHECK: 11:05 AM|%I:%M %p: 0-0-0 11:5:0 w0 y0 left ''
    parse("11:05 AM", "%I:%M %p");
    // CHECK-NEXT: 11:05 PM|%I:%M %p: 0-0-0 23:5:0 w0 y0 left ''
    parse("11:05 PM", "%I:%M %p");
    // CHECK-NEXT: 12:05 AM|%I:%M %p: 0-0-0 0:5:0 w0 y0 left ''
    parse("12:05 AM", "%I:%M %p");
    // CHECK-NEXT: 12:05 PM|%I:%M %p: 0-0-0 12:5:0 w0 y0 left ''
    parse("12:05 PM", "%I:%M %p");
    // CHECK-NEXT: PM 03|%p %I: 0-0-0 15:0:0 w0 y0 left ''
    parse("PM 03", "%p %I");
    // CHECK-NEXT: 20261127|%Y%m%d: 126-10-27 0:0:0 w5 y330 left ''
    parse("20261127", "%Y%m%d");
    // CHECK-NEXT: 235960|%H%M%S: 0-0-0 23:59:60 w0 y0 left ''
    parse("235960", "%H%M%S");
    // CHECK-NEXT: 2026-13-01|%Y-%m-%d: NULL
    parse("2026-13-01", "%Y-%m-%d");
    // CHECK-NEXT: 2026-0-1|%F: NULL
    parse("2026-0-1", "%F");
    // CHECK-NEXT: 2026-1-32|%F: NULL
    parse("2026-1-32", "%F");
    // CHECK-NEXT: 2024-02-29|%F: 124-1-29 0:0:0 w4 y59 left ''
    parse("2024-02-29", "%F");
    // CHECK-NEXT: 2023-03-01 23:59:59|%F %T: 123-2-1 23:59:59 w3 y59 left ''
    parse("2023-03-01 23:59:59", "%F %T");
    // CHECK-NEXT: 1965-07-04|%F: 65-6-4 0:0:0 w0 y184 left ''
    parse("1965-07-04", "%F");
    // CHECK-NEXT: 0001-01-01|%F: -1899-0-1 0:0:0 w1 y0 left ''
    parse("0001-01-01", "%F");
    // CHECK-NEXT: 69|%y: 69-0-0 0:0:0 w0 y0 left ''
    parse("69", "%y");
    // CHECK-NEXT: 68|%y: 168-0-0 0:0:0 w0 y0 left ''
    parse("68", "%y");
    // CHECK-NEXT: 20 70|%C %y: 170-0-0 0:0:0 w0 y0 left ''
    parse("20 70", "%C %y");
    // CHECK-NEXT: 70 20|%y %C: 170-0-0 0:0:0 w0 y0 left ''
    parse("70 20", "%y %C");
    // CHECK-NEXT: 20|%C: 100-0-0 0:0:0 w0 y0 left ''
    parse("20", "%C");
    // CHECK-NEXT: 2024 060|%Y %j: 124-1-29 0:0:0 w4 y59 left ''
    parse("2024 060", "%Y %j");
    // CHECK-NEXT: 2024 367|%Y %j: NULL
    parse("2024 367", "%Y %j");
    // CHECK-NEXT: March 3|%b %d: 0-2-3 0:0:0 w0 y0 left ''
    parse("March 3", "%b %d");
    // CHECK-NEXT: Mar 3|%B %d: 0-2-3 0:0:0 w0 y0 left ''
    parse("Mar 3", "%B %d");
    // CHECK-NEXT: Sundae|%A: 0-0-0 0:0:0 w0 y0 left 'dae'
    parse("Sundae", "%A");
    // CHECK-NEXT: x|%b: NULL
    parse("x", "%b");
    // CHECK-NEXT: Xmas|%A: NULL
    parse("Xmas", "%A");
    // CHECK-NEXT: 7|%u: 0-0-0 0:0:0 w0 y0 left ''
    parse("7", "%u");
    // CHECK-NEXT: 8|%u: NULL
    parse("8", "%u");
    // CHECK-NEXT: 7|%w: NULL
    parse("7", "%w");
    // CHECK-NEXT: ab|a%tb: 0-0-0 0:0:0 w0 y0 left ''
    parse("ab", "a%tb");
    // CHECK-NEXT: a%b|a%%b: 0-0-0 0:0:0 w0 y0 left ''
    parse("a%b", "a%%b");
    // CHECK-NEXT: x|%Q: NULL
    parse("x", "%Q");
    // CHECK-NEXT: |%Q: NULL
    parse("", "%Q");
    // CHECK-NEXT: -5|%d: NULL
    parse("-5", "%d");
    // CHECK-NEXT:  5|%d: 0-0-5 0:0:0 w0 y0 left ''
    parse(" 5", "%d");
    // CHECK-NEXT: |%d: NULL
    parse("", "%d");
    // CHECK-NEXT: Fri Nov 27 22:39:19 2026|%c: 126-10-27 22:39:19 w5 y330 left ''
    parse("Fri Nov 27 22:39:19 2026", "%c");
    // CHECK-NEXT: 10:11:12 PM|%r: 0-0-0 22:11:12 w0 y0 left ''
    parse("10:11:12 PM", "%r");
    // CHECK-NEXT: 1000000000|%s: 101-8-9 1:46:40 w0 y251 left ''
    parse("1000000000", "%s");
    // CHECK-NEXT: Thu, 01 Jan 1970 00:00:00 GMT|%a, %d %b %Y %H:%M:%S GMT: 70-0-1 0:0:0 w4 y0 left ''
    parse("Thu, 01 Jan 1970 00:00:00 GMT", "%a, %d %b %Y %H:%M:%S GMT");
    // CHECK-NEXT: 2026 48 5|%Y %U %w: 126-11-4 0:0:0 w5 y337 left ''
    parse("2026 48 5", "%Y %U %w");
    // CHECK-NEXT: 2026 48 5|%Y %W %w: 126-11-4 0:0:0 w5 y337 left ''
    parse("2026 48 5", "%Y %W %w");
    // CHECK-NEXT: 48|%U: 0-0-0 0:0:0 w0 y0 left ''
    parse("48", "%U");
    // CHECK-NEXT: 61|%S: NULL
    parse("61", "%S");
    // CHECK-NEXT: 24|%H: NULL
    parse("24", "%H");
    // CHECK-NEXT: 13|%I: NULL
    parse("13", "%I");
    // CHECK-NEXT: 12345|%Y: -666-0-0 0:0:0 w0 y0 left '5'
    parse("12345", "%Y");
    // CHECK-NEXT: 10|%Ed: 0-0-10 0:0:0 w0 y0 left ''
    parse("10", "%Ed");
    // CHECK-NEXT: garbage: 1
    parse_into_garbage();
    return 0;
}
