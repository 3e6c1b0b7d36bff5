// RUN: %every_core -Os -Wl,--defsym=__hop_heap_size=24576,--defsym=__hop_stress_growth=1 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cleanup takes all memory there is, and what is left of the stack object, of which hardly anything was in use: where
// it is given up, all of that is given back.
//
// CHECK:      given up: 3 of 3, the task runs again
// CHECK-NEXT: lost 0
#include "../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[1600];
static volatile int zero;
static volatile unsigned given_up;

void hop_panic_hook(const struct hop_panic_info *info)
{
    given_up += info->reclaimed != NULL;
}

__attribute__((noinline)) static int deep(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return deep(n + 1) + frame[n % 100];
}

static void take_all(int *unused)
{
    (void)unused;
    deep(zero);
}

static void die(void *unused)
{
    (void)unused;
    if (hop_task_generation(&task) == 3)
        return;
    __attribute__((cleanup(take_all), unused)) int guard = 0;
    hop_panic("on purpose");
}

int main(void)
{
    printf("\n"); // the C library has allocated what it keeps
    size_t before = heap_in_use();
    hop_task_create(&task, &(struct hop_task_config){
        .name = "task", .entry = die, .stack = stack, .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_join(&task);
    size_t after = heap_in_use();
    printf("given up: %u of 3, the task runs again\n", given_up);
    printf("lost %d\n", (int)(after - before));
    return 0;
}
