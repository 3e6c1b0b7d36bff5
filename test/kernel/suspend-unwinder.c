// RUN: %clang --target=thumbv7m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that waits for the unwinder, to suspend preemption while nobody is inside, is suspended and then gets it. The
// others can die all the same, and it does not run on before it is resumed.
#include "../Inputs/timer.h"
#include "Inputs/dual_timer.h"
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

#include "kernel/preemption.h"

static struct hop_semaphore wanted = HOP_SEMAPHORE(0, 1), news = HOP_SEMAPHORE(0, 1);
static volatile unsigned found_taken, found_waiting, went_on;

void TIMER0_Handler(void)
{
    timer_acknowledge();
    hop_semaphore_give(&wanted);
}

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    hop_semaphore_give(&news);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void clean(int *unused)
{
    (void)unused;
}

static void dies(void *unused)
{
    __attribute__((cleanup(clean))) int scope = 0;
    (void)unused, (void)scope;
    hop_panic("dies");
}

static void dies_interrupted(void *counts)
{
    timer_start((uint32_t)(uintptr_t)counts);
    dies(NULL);
}

static void urgent(void *unused)
{
    (void)unused;
    hop_semaphore_take(&wanted);
    found_taken += hop_unwinder_is_taken();
    dual_timer_start(600); // when it waits
    HOP_WITH_PREEMPTION_SUSPENDED
        went_on++;
}

static void suspender(void *unused)
{
    (void)unused;
    hop_semaphore_take(&news);
    found_waiting += tasks[0].state == HOP_TASK_WAITING && hop_unwinder_is_taken();
    hop_task_suspend(&tasks[0]);
}

static void start_dying(int number, void (*entry)(void *), uint32_t counts, int above)
{
    hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = (void *)(uintptr_t)counts, .stack = task_stacks[number],
        .stack_size = TASK_STACK, .priority = (unsigned)(HOP_PRIORITY_MAIN + above), .restart = HOP_RESTART_NEVER});
}

int main(void)
{
    unsigned rounds = 0, late = 0, early = 0;
    timer_enable();
    NVIC_ENABLE = 1 << 10;
    for (uint32_t counts = 100; counts < 6000; counts += 100, rounds++) {
        start(0, urgent, 3), start(2, suspender, 4);
        start_dying(1, dies_interrupted, counts, 1);
        hop_task_join(&tasks[1]);
        hop_task_join(&tasks[2]);
        start_dying(3, dies, 0, 1);
        late += hop_task_timed_join(&tasks[3], 10) != HOP_OK;
        early += hop_task_is_suspended(&tasks[0]) && went_on != rounds;
        hop_task_resume(&tasks[0]);
        hop_task_join(&tasks[0]);
    }
    // CHECK: late 0, early 0, went on 0 less; found taken 1, waiting 1
    printf("late %u, early %u, went on %u less; found taken %d, waiting %d\n", late, early, rounds - went_on,
           found_taken > rounds / 4, found_waiting > rounds / 4);
    return 0;
}
