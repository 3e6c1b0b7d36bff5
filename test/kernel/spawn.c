// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks of the heap: object and stack come from there, and go back when the task has been reaped, whatever it died of.
#include "../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <stdio.h>

static _Alignas(8) unsigned char own_stack[2048];
static volatile int ran, zero;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void works(void *argument)
{
    volatile char frame[300];
    frame[zero] = 1;
    hop_task_sleep(1);
    ran = ran + (int)(intptr_t)argument + frame[zero] - 1;
}

static void dies(void *unused)
{
    (void)unused;
    ran++;
    hop_panic("dies");
}

static void sleeps(void *unused)
{
    (void)unused;
    for (;;)
        hop_task_sleep(100);
}

static struct hop_task_config config(void (*entry)(void *))
{
    return (struct hop_task_config){.name = "spawned", .entry = entry, .argument = (void *)1, .stack_size = 2048,
                                    .priority = 20, .restart = HOP_RESTART_NEVER};
}

static int spawn_and_reap(const struct hop_task_config *of)
{
    struct hop_task *task;
    int result = hop_task_spawn(&task, of);
    return result ? result : hop_task_reap(task);
}

static struct hop_task *victim;

static void reaps(void *unused)
{
    (void)unused;
    hop_task_reap(victim);
}

// The wait ends, the task that was waited for goes on, and can be reaped.
static void killed_while_reaping(void)
{
    struct hop_task_config sleeper = config(sleeps), reaper = config(reaps);
    struct hop_task *task;
    hop_task_spawn(&victim, &sleeper);
    hop_task_spawn(&task, &reaper);
    hop_task_kill(task, "while it reaps");
    int first = hop_task_reap(task);
    hop_task_kill(victim, "at last");
    printf("killed: %d %d\n", first, hop_task_reap(victim));
}

int main(void)
{
    printf("begin\n");
    struct hop_task_config good = config(works), dying = config(dies), bad = config(works), with_stack = good,
                           growing = good, huge = good, small = good;
    with_stack.stack = own_stack;
    growing.growth = &hop_growth;
    bad.priority = 99;
    huge.stack_size = SIZE_MAX;
    small.stack_size = 8;
    size_t before = heap_in_use();
    // CHECK: results 0 0 0 0, ran 4
    int results[] = {spawn_and_reap(&good), spawn_and_reap(&dying), spawn_and_reap(&with_stack), spawn_and_reap(&growing)};
    printf("results %d %d %d %d, ran %d\n", results[0], results[1], results[2], results[3], ran);
    // CHECK-NEXT: errors -1 -1 -8 -1
    printf("errors %d %d", spawn_and_reap(NULL), spawn_and_reap(&bad));
    printf(" %d %d\n", spawn_and_reap(&huge), spawn_and_reap(&small));
    // CHECK-NEXT: killed: 0 0
    killed_while_reaping();
    for (int i = 0; i < 100; i++)
        ran += spawn_and_reap(i % 2 ? &good : &dying);
    // CHECK-NEXT: ran 104, heap as before 1
    printf("ran %d, heap as before %d\n", ran, heap_in_use() == before);
    return 0;
}
