// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What functions keep between two calls needs no heap: newlib allocated it, and ended the task by an assertion where
// there was no memory.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_heap_size=0 %s
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

int main(void)
{
    // CHECK: a b
    char text[] = "a b";
    printf("%s ", strtok(text, " "));
    puts(strtok(NULL, " "));
    // CHECK-NEXT: 1481765933 1085377743 851401618 851401618
    srand(1);
    int first = rand();
    printf("%d %ld ", first, random());
    // The first one of the default seed, which is 0x1234abcd330e.
    printf("%ld ", lrand48());
    unsigned short seed[3] = {0x330e, 0xabcd, 0x1234};
    printf("%ld\n", nrand48(seed));
    // CHECK-NEXT: 70 Thu Jan 1 00:00:00 1970
    time_t begin = 0;
    printf("%d ", gmtime(&begin)->tm_year);
    fputs(asctime(localtime(&begin)), stdout);
    // CHECK-NEXT: Thu Jan 1 00:00:00 1970
    fputs(ctime(&begin), stdout);
    // CHECK-NEXT: 1 1 1 120 120 1
    wchar_t wide;
    char narrow;
    printf("%d %d %d ", mblen("x", 1), mbtowc(&wide, "x", 1), wctomb(&narrow, L'x'));
    printf("%d %d %d\n", (int)btowc('x'), wctob(L'x'), (int)mbrlen("x", 1, NULL));
    // CHECK-NEXT: Interrupt cD /tmp/t
    printf("%s %s %.6s\n", strsignal(SIGINT), l64a(1000), tmpnam(NULL));
}
