// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where there is no memory for a stack to grow, that task dies, with its cleanups, on the reserve of its stack
// object, and nobody else notices. malloc returns NULL in the same state.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_heap_size=6000 %s
//
// CHECK: 3 deaths: no memory for the stack
// CHECK-NEXT: cleanups of 3 lives: all, 3 with a large frame
// CHECK-NEXT: malloc in the full heap: NULL, and not after it has been given back
// CHECK-NEXT: the other task ran on
// CHECK-NEXT: heap left 0
// Row 55 of test/kernel/README.md.

#include "../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hop_task task, other;
static _Alignas(8) unsigned char stack[1400], other_stack[1200];
static int deaths, calls, cleaned, large, lives, refused, served;
static volatile unsigned turns, last_turns, zero;
static void *volatile all, *volatile more; // seen by the optimiser as something

void hop_panic_hook(const struct hop_panic_info *info)
{
    deaths += strcmp(info->text, "no memory for the stack") == 0 && info->reclaimed == NULL;
}

__attribute__((noinline)) static int fill(int n)
{
    volatile char frame[80];
    frame[n] = 1;
    return frame[n] + frame[zero];
}

// On a fixed stack of the same size this would have the reserve, too.
static void clean(int *unused)
{
    (void)unused;
    cleaned++;
    if (cleaned % 10 == 1)
        large += fill(3) != 0;
}

__attribute__((noinline)) static int descend(int depth)
{
    calls++;
    __attribute__((cleanup(clean))) int guard = depth;
    volatile char frame[100];
    frame[depth % 100] = 1;
    return descend(depth + 1) + frame[depth % 100] + guard;
}

static void live(void *argument)
{
    (void)argument;
    if (lives++ == 3)
        return;
    descend(0);
}

// Fills the heap while the stack is far from its limit.
static void watch(void *argument)
{
    (void)argument;
    for (;;) {
        turns++;
        hop_task_sleep(1);
    }
}

int main(void)
{
    hop_mem_free(hop_mem_alloc(1));
    size_t before = heap_in_use();
    hop_task_create(&other, &(struct hop_task_config){.name = "other", .entry = watch, .stack = other_stack,
                                                      .stack_size = sizeof other_stack, .priority = HOP_PRIORITY_MAIN + 2});
    hop_task_create(&task, &(struct hop_task_config){.name = "grower", .entry = live, .stack = stack,
                                                     .stack_size = sizeof stack, .growth = &hop_growth,
                                                     .priority = HOP_PRIORITY_MAIN + 1});
    while (task.state != HOP_TASK_ENDED)
        hop_task_sleep(1);
    size_t left = heap_in_use() - before;
    all = malloc(4000);
    more = malloc(4000);
    refused = more == NULL;
    free(all);
    more = malloc(4000);
    served = more != NULL;
    free(more);
    last_turns = turns;
    hop_task_sleep(5);
    printf("%d deaths: no memory for the stack\n", deaths);
    printf("cleanups of %d lives: %s, %d with a large frame\n", lives - 1, cleaned == calls ? "all" : "not all", large > 3 ? 3 : large);
    printf("malloc in the full heap: %s, and %s after it has been given back\n", refused ? "NULL" : "something", served ? "not" : "still");
    printf("the other task %s\n", turns > last_turns ? "ran on" : "stopped");
    printf("heap left %d\n", (int)left);
    return 0;
}
