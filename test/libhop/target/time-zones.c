// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.v6m.elf && %run %t.v6m.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Time zones as POSIX has them in TZ, with names of letters, and of any characters in angle brackets.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void show(const char *zone)
{
    static const time_t times[] = {1700000000, 1720000000};
    setenv("TZ", zone, 1);
    tzset();
    printf("%s:", zone);
    for (unsigned i = 0; i < sizeof times / sizeof *times; i++) {
        char text[40];
        struct tm *local = localtime(&times[i]);
        strftime(text, sizeof text, "%m-%d %H:%M %Z %z", local);
        printf(" %s %s", text, mktime(local) == times[i] ? "and back," : "not back,");
    }
    printf("\n");
}

// Daylight saving is told in 64 bits, too; before 1970 there is none.
static void show_far(void)
{
    static const time_t times[] = {2540000000, 4120000000, 7000000000, -15000000};
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    for (unsigned i = 0; i < sizeof times / sizeof *times; i++) {
        char text[40];
        struct tm *local = localtime(&times[i]);
        strftime(text, sizeof text, "%Y-%m-%d %H:%M %Z %z", local);
        int is_dst = local->tm_isdst;
        local->tm_isdst = -1;
        printf("%s %s %d %d\n", text, mktime(local) == times[i] ? "and back" : "not back", is_dst, local->tm_isdst);
    }
}

// What TZ said before is forgotten: where it is not set, empty, or nothing that one could understand, it is UTC.
static void show_none(void)
{
    static const time_t time = 1700000000;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    unsetenv("TZ");
    tzset();
    printf("none: %.16s %s\n", asctime(localtime(&time)), tzname[0]);
}

int main(void)
{
    // CHECK: UTC0: 11-14 22:13 UTC +0000 and back, 07-03 09:46 UTC +0000 and back,
    show("UTC0");
    // CHECK-NEXT: CET-1CEST,M3.5.0,M10.5.0/3: 11-14 23:13 CET +0100 and back, 07-03 11:46 CEST +0200 and back,
    show("CET-1CEST,M3.5.0,M10.5.0/3");
    // CHECK-NEXT: <+0530>-5:30: 11-15 03:43 +0530 +0530 and back, 07-03 15:16 +0530 +0530 and back,
    show("<+0530>-5:30");
    // CHECK-NEXT: <-03>3: 11-14 19:13 -03 -0300 and back, 07-03 06:46 -03 -0300 and back,
    show("<-03>3");
    // CHECK-NEXT: <-02>2<-01>,M3.5.0/1,M10.5.0/0: 11-14 20:13 -02 -0200 and back, 07-03 08:46 -01 -0100 and back,
    show("<-02>2<-01>,M3.5.0/1,M10.5.0/0");
    // CHECK-NEXT: EST5<ED+T>,M3.2.0,M11.1.0: 11-14 17:13 EST -0500 and back, 07-03 05:46 ED+T -0400 and back,
    show("EST5<ED+T>,M3.2.0,M11.1.0");
    // CHECK-NEXT: 2050-06-28 05:33 CEST +0200 and back 1 1
    // CHECK-NEXT: 2100-07-23 06:26 CEST +0200 and back 1 1
    // CHECK-NEXT: 2191-10-27 14:26 CEST +0200 and back 1 1
    // CHECK-NEXT: 1969-07-11 10:20 CET +0100 and back 0 0
    show_far();
    // CHECK-NEXT: {{^}}: 11-14 22:13 GMT +0000 and back, 07-03 09:46 GMT +0000 and back,
    show("");
    // CHECK-NEXT: NZST-12NZDT,M9.5.0,M4.1.0/3: 11-15 11:13 NZDT +1300 and back, 07-03 21:46 NZST +1200 and back,
    show("NZST-12NZDT,M9.5.0,M4.1.0/3");
    // CHECK-NEXT: 42: 11-14 22:13 GMT +0000 and back, 07-03 09:46 GMT +0000 and back,
    show("42");
    // CHECK-NEXT: none: Tue Nov 14 22:13 GMT
    show_none();
    return 0;
}
