// RUN: %clang --target=thumbv7m -Os %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Several tasks suspend preemption while another one is inside the unwinder, for which they wait: each has its turn, and
// can die in it.
#include "../Inputs/timer.h"
#include "Inputs/tasks.h"

enum { WAITERS = 3 };

static struct hop_semaphore wanted = HOP_SEMAPHORE(0, WAITERS);
static volatile unsigned turns, deaths, mutexes, cleanups;

void hop_panic_hook(const struct hop_panic_info *info)
{
    deaths++;
    mutexes += info->mutexes;
}

void TIMER0_Handler(void)
{
    timer_acknowledge();
    for (int i = 0; i < WAITERS; i++)
        hop_semaphore_give(&wanted);
}

static void clean(volatile unsigned **count)
{
    ++**count;
}

// The second one dies in its turn.
static void urgent(void *number)
{
    hop_semaphore_take(&wanted);
    HOP_WITH_PREEMPTION_SUSPENDED {
        __attribute__((cleanup(clean), unused)) volatile unsigned *outer = &cleanups, *inner = &cleanups;
        turns++;
        if (number == (void *)2)
            hop_panic("in its turn");
    }
}

static void dies(void *counts)
{
    __attribute__((cleanup(clean), unused)) volatile unsigned *count = &cleanups;
    timer_start((uint32_t)(uintptr_t)counts);
    hop_panic("dies");
}

int main(void)
{
    unsigned rounds = 0, late = 0;
    timer_enable();
    for (uint32_t counts = 100; counts < 6000 && late == 0; counts += 100, rounds++) {
        for (int i = 1; i <= WAITERS; i++)
            start(i, urgent, 2);
        hop_task_create(&tasks[0], &(struct hop_task_config){
            .name = "task", .entry = dies, .argument = (void *)(uintptr_t)counts, .stack = task_stacks[0],
            .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN - 1, .restart = HOP_RESTART_NEVER});
        for (int i = 0; i <= WAITERS; i++)
            late += hop_task_timed_join(&tasks[i], 20) != HOP_OK;
    }
    // CHECK: late 0, turns 0 less, deaths 0 less, cleanups 0 less, mutexes 0
    printf("late %u, turns %u less, deaths %u less, cleanups %u less, mutexes %u\n", late, WAITERS * rounds - turns,
           2 * rounds - deaths, (1 + 2 * WAITERS) * rounds - cleanups, mutexes);
    return 0;
}
