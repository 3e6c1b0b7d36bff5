// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// strsep keeps what is empty behind the last delimiter, and strverscmp takes nothing but digits for numbers. dirname ends
// in front of all slashes.
#define _GNU_SOURCE
#include <libgen.h>
#include <stdio.h>
#include <string.h>

static void split(const char *text)
{
    char copy[20], *rest = copy;
    strcpy(copy, text);
    for (const char *part; (part = strsep(&rest, ",;")) != NULL;)
        printf("[%s]", part);
    printf(" %d\n", rest == NULL);
}

static int order(const char *a, const char *b)
{
    return (strverscmp(a, b) > 0) - (strverscmp(a, b) < 0);
}

int main(void)
{
    // CHECK: [a][][b][] 1
    split("a,;b,");
    // CHECK-NEXT: [] 1
    split("");
    // CHECK-NEXT: [][x] 1
    split(";x");
    char text[] = ",a,,b,", *rest;
    // CHECK-NEXT: a b 1
    printf("%s ", strtok_r(text, ",", &rest));
    printf("%s ", strtok_r(NULL, ",", &rest));
    printf("%d\n", strtok_r(NULL, ",", &rest) == NULL);
    // CHECK-NEXT: 1 1 -1 1 -1 -1
    printf("%d %d %d %d %d %d\n", order("A0", "1x"), order("__z", "__1"), order("a9", "a10"), order("a1", "a"),
           order("a000", "a00"), order("a01", "a1"));
    char path[] = "a//b//", root[] = "//b";
    // CHECK-NEXT: a /
    printf("%s %s\n", dirname(path), dirname(root));
    return 0;
}
