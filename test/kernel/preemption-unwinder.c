// RUN: %clang --target=thumbv7m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that suspends preemption may have interrupted one that is inside the unwinder, which has one stack for all. To
// die it must not wait for that stack: by the time that preemption is suspended it is free, or the task's own.
#include "../Inputs/timer.h"
#include "Inputs/tasks.h"

#include "kernel/preemption.h"

enum { SPAN = 9000, STEP = 45 };

static struct hop_semaphore wanted = HOP_SEMAPHORE(0, 1);
static volatile unsigned deaths, cleanups, found_taken, taken_inside, low_cleanups;

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->text[0] == 'u')
        deaths++;
}

void TIMER0_Handler(void)
{
    timer_acknowledge();
    hop_semaphore_give(&wanted);
}

static void clean(volatile unsigned **count)
{
    ++**count;
}

static void urgent(void *unused)
{
    (void)unused;
    hop_semaphore_take(&wanted);
    found_taken += hop_unwinder_is_taken();
    HOP_WITH_PREEMPTION_SUSPENDED {
        __attribute__((cleanup(clean), unused)) volatile unsigned *count = &cleanups;
        taken_inside += hop_unwinder_is_taken() && !hop_unwinder_is_taken_by(hop_task_self());
        hop_panic("urgent");
    }
}

static void dies(void *counts)
{
    __attribute__((cleanup(clean), unused)) volatile unsigned *count = &low_cleanups;
    timer_start((uint32_t)(uintptr_t)counts);
    hop_panic("dies");
}

static void start_each(int number, void (*entry)(void *), uint32_t counts, int above, enum hop_restart_policy restart)
{
    hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = (void *)(uintptr_t)counts, .stack = task_stacks[number],
        .stack_size = TASK_STACK, .priority = (unsigned)(HOP_PRIORITY_MAIN + above), .restart = restart});
}

int main(void)
{
    unsigned rounds = 0;
    timer_enable();
    start_each(0, urgent, 0, 2, HOP_RESTART_ALWAYS);
    for (uint32_t counts = 30; counts < SPAN; counts += STEP, rounds++) {
        start_each(1, dies, counts, 1, HOP_RESTART_NEVER);
        while (deaths == rounds)
            ;
    }
    // CHECK: deaths 0 less, cleanups 0 less, 0 less; unwinder found taken 1, inside 0
    printf("deaths %u less, cleanups %u less, %u less; unwinder found taken %d, inside %u\n", rounds - deaths,
           rounds - cleanups, rounds - low_cleanups, found_taken > rounds / 20, taken_inside);
    return 0;
}
