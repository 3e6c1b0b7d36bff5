// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// atexit, and __cxa_atexit for destructors of static objects, take as many functions as there is memory for, not 32 of both;
// they are called last one first, and one that registers another comes before that.
#include <stdio.h>
#include <stdlib.h>

int __cxa_atexit(void (*function)(void *), void *argument, void *library);

static int numbers[100], next = 99, count, last;

static void destroy(void *number)
{
    if (*(int *)number == next)
        next--, count++;
}

static void end(void)
{
    // CHECK: 100 destroyed, then 60 ended, then 1
    printf("%d destroyed, then %d ended, then %d\n", count, next + 1, last);
}

static void end_one(void)
{
    next++;
}

static void register_last(void)
{
    last++;
    atexit(end);
}

int main(void)
{
    int failed = 0;
    failed += atexit(register_last) != 0;
    for (int i = 0; i < 60; i++)
        failed += atexit(end_one) != 0;
    for (int i = 0; i < 100; i++) {
        numbers[i] = i;
        failed += __cxa_atexit(destroy, &numbers[i], NULL) != 0;
    }
    return failed;
}
