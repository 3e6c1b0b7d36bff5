// RUN: %clang_v7em -Os -Wl,--defsym=__hop_heap_size=4096 %s -o %t.elf && %run %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// setenv that finds no memory fails, and leaves the environment as it was: for its first block, for a larger one, for
// a value. So does one without a name.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static void *blocks[256];
static unsigned count;

static void take_all(void)
{
    for (size_t size = 1024; size >= 8; size /= 2)
        while ((blocks[count] = malloc(size)) != NULL)
            count++;
}

static void give_all(void)
{
    while (count > 0)
        free(blocks[--count]);
}

static void show(const char *what, int result)
{
    int error = errno;
    give_all();
    printf("%s: %d ENOMEM %d,", what, result, error == ENOMEM);
    for (char **entry = environ; entry && *entry; entry++)
        printf(" %s", *entry);
    printf("\n");
    errno = 0;
}

static void set(const char *what, const char *name, const char *value)
{
    show(what, setenv(name, value, 1));
}

int main(void)
{
    printf("buffers are there\n");
    errno = 0;
    take_all();
    // CHECK: without memory: -1 ENOMEM 1,{{$}}
    set("without memory", "A", "1");
    // CHECK-NEXT: then: 0 ENOMEM 0, A=1
    set("then", "A", "1");
    // CHECK-NEXT: second: 0 ENOMEM 0, A=1 B=2
    set("second", "B", "2");
    take_all();
    // CHECK-NEXT: longer: -1 ENOMEM 1, A=1 B=2
    set("longer", "A", "a long value instead of a short one");
    take_all();
    // CHECK-NEXT: another: -1 ENOMEM 1, A=1 B=2
    set("another", "C", "3");
    // CHECK-NEXT: longer: 0 ENOMEM 0, A=a long value instead of a short one B=2
    set("longer", "A", "a long value instead of a short one");
    // CHECK-NEXT: another: 0 ENOMEM 0, A=a long value instead of a short one B=2 C=3
    set("another", "C", "3");
    // CHECK-NEXT: unset: 0 ENOMEM 0, A=a long value instead of a short one C=3
    show("unset", unsetenv("B"));
    printf("%s\n", getenv("C"));
    // CHECK: no name: -1 EINVAL 1
    errno = 0;
    int result = setenv("", "x", 1);
    printf("no name: %d EINVAL %d\n", result, errno == EINVAL);
    return 0;
}
