// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a task's stack holds is counted to the byte, after any mix of returns, overflows, panics and restarts: the
// next life begins with what the first one had, and once the task has ended the heap has what it had before. The
// limit is kept; the cleanups of each call that happened run once.
//
// RUN: %every_core -Os %s
//
// CHECK: 40 lives, 19 of them by overflow, 10 by panic
// CHECK-NEXT: first 1200, every next one the same
// CHECK-NEXT: cleanups left over 0, calls that were cleaned up at least 20
// CHECK-NEXT: high water over the limit 0, limit 6000
// CHECK-NEXT: heap left 0
// CHECK-NEXT: on the heap: 0 left
// Row 63 of test/kernel/README.md.

#include "../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <stdio.h>

enum { LIVES = 40, LIMIT = 6000, STACK = 1200 };

static struct hop_task task;
static _Alignas(8) unsigned char stack[STACK];
static int open_calls, cleaned, overflows, panics, lives, different, over_limit;
static volatile int zero;

void hop_panic_hook(const struct hop_panic_info *info)
{
    overflows += info->reason == HOP_PANIC_STACK_OVERFLOW;
    panics += info->reason == HOP_PANIC_CALLED;
    if (info->reclaimed)
        hop_panic_report(info);
}

static void clean(int *unused)
{
    (void)unused;
    open_calls--;
    cleaned++;
}

__attribute__((noinline)) static int descend(int depth, int panic_at)
{
    open_calls++;
    __attribute__((cleanup(clean))) int guard = depth;
    volatile char frame[40];
    frame[depth % 40] = 1;
    if (depth == panic_at)
        hop_panic("on purpose");
    if (depth == 0)
        return frame[zero];
    return descend(depth - 1, panic_at) + frame[depth % 40] + guard - guard;
}

static void live(void *argument)
{
    struct hop_stack_stats stats;
    hop_task_sleep(2); // what was kept is given back
    hop_stack_stats(hop_task_self(), &stats);
    different += stats.held != STACK && stats.held != STACK + 8;
    over_limit += stats.high_water > LIMIT;
    if (lives++ == LIVES - 1 || argument != &task)
        return;
    descend(lives % 7 * 3, -1);
    if (lives % 4 == 3)
        descend(20, 5);
    if (lives % 2 == 0)
        descend(1000, -1);
    hop_panic("on purpose");
}

static void run(void *where, void *argument)
{
    int error = hop_task_create(&task, &(struct hop_task_config){
        .name = "grower", .entry = live, .argument = argument, .stack = where, .stack_size = STACK,
        .growth = &hop_growth, .stack_limit = LIMIT, .priority = HOP_PRIORITY_MAIN + 1});
    if (error)
        printf("error %d\n", error);
    while (task.state != HOP_TASK_ENDED)
        hop_task_sleep(1);
}

int main(void)
{
    printf("%d lives, ", LIVES);
    size_t before = heap_in_use();
    run(stack, &task);
    printf("%d of them by overflow, %d by panic\n", overflows, panics - 10);
    printf("first %d, every next one the %s\n", STACK, different ? "other" : "same");
    printf("cleanups left over %d, calls that were cleaned up %s 20\n", open_calls, cleaned >= 20 ? "at least" : "below");
    printf("high water over the limit %d, limit %d\n", over_limit, LIMIT);
    printf("heap left %d\n", (int)(heap_in_use() - before));
    run(NULL, NULL);
    printf("on the heap: %d left\n", (int)(heap_in_use() - before));
    return 0;
}
