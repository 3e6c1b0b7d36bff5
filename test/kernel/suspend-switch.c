// RUN: %clang --target=thumbv7m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task suspends itself, and a handler resumes it at every instruction of that, those of the switch exception included:
// where that has chosen the next task already, another switch is due. The same for the owner of a mutex that is about to be
// preempted when a handler resumes a waiter, by which it becomes the more urgent one. Nobody less urgent runs meanwhile.
// The owner also yields, alone or with an equal: the switch finds it in the list of its priority, or in that which it now has.
#include "../Inputs/timer.h"
#include "Inputs/sound.h"
#include "Inputs/tasks.h"

static struct hop_semaphore wake = HOP_SEMAPHORE(0, 1);
static struct hop_mutex mutex;
static volatile unsigned fired, armed, early, inverted, unraised, rounds;
static volatile bool is_over, has_mutex;
static struct hop_task *volatile to_resume;

void TIMER0_Handler(void)
{
    timer_acknowledge();
    fired++;
    if (to_resume)
        hop_task_resume(to_resume);
}

// Less urgent than tasks[1]: what it sees between two switches is that task suspended. It also ends a
// suspension that began after the handler.
static void watch(void *unused)
{
    (void)unused;
    while (!is_over) {
        for (volatile int i = 0; i < 100; i++)
            ;
        unsigned round = rounds;
        bool is_early = to_resume && !hop_task_is_suspended(&tasks[1]);
        early += is_early && round == rounds; // otherwise that task has run since the first look
        hop_task_resume(&tasks[1]);
    }
}

static void suspend_itself(void *unused)
{
    (void)unused;
    for (uint32_t counts = 1; counts < 1200; counts += 2, rounds++) {
        unsigned before = fired;
        to_resume = &tasks[1];
        timer_start(counts);
        hop_task_suspend(hop_task_self());
        to_resume = NULL;
        while (fired == before)
            ;
    }
    is_over = true;
}

// tasks[2] is the owner, tasks[3] the suspended waiter, tasks[4] in between wakes up in the switch.
static void own(void *counts)
{
    hop_mutex_lock(&mutex);
    has_mutex = true;
    hop_task_suspend(hop_task_self()); // until the others are where they are to be
    armed = fired;
    timer_start((uint32_t)(uintptr_t)counts);
    hop_semaphore_give(&wake);
    while (hop_task_is_suspended(&tasks[3]))
        ;
    has_mutex = false;
    hop_mutex_unlock(&mutex);
}

static void want(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    hop_mutex_unlock(&mutex);
}

// Once the handler has been there, the owner is more urgent.
static void be_in_between(void *unused)
{
    (void)unused;
    hop_semaphore_take(&wake);
    while (fired == armed)
        ;
    inverted += has_mutex;
}

static void lend(uint32_t counts)
{
    to_resume = &tasks[3];
    hop_task_create(&tasks[2], &(struct hop_task_config){.name = "owner", .entry = own, .argument = (void *)(uintptr_t)counts,
        .stack = task_stacks[2], .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN + 1});
    start(3, want, 3), hop_task_suspend(&tasks[3]);
    start(4, be_in_between, 2);
    hop_task_resume(&tasks[2]);
    for (int i = 2; i <= 4; i++)
        hop_task_join(&tasks[i]);
}

// The same owner and waiter.
static void yield(void *counts)
{
    hop_mutex_lock(&mutex);
    hop_task_suspend(hop_task_self());
    armed = fired;
    timer_start((uint32_t)(uintptr_t)counts);
    hop_task_yield();
    while (fired == armed)
        ;
    unraised += hop_task_priority(hop_task_self()) != HOP_PRIORITY_MAIN + 3;
    hop_mutex_unlock(&mutex);
}

static void be_an_equal(void *unused)
{
    (void)unused;
    hop_task_suspend(hop_task_self());
}

static unsigned yield_while_resumed(uint32_t counts, bool has_equal)
{
    to_resume = &tasks[3];
    hop_task_create(&tasks[2], &(struct hop_task_config){.name = "owner", .entry = yield, .argument = (void *)(uintptr_t)counts,
        .stack = task_stacks[2], .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN + 1});
    start(3, want, 3), hop_task_suspend(&tasks[3]);
    start(4, be_an_equal, 1);
    HOP_WITH_PREEMPTION_SUSPENDED {
        hop_task_resume(&tasks[2]);
        if (has_equal)
            hop_task_resume(&tasks[4]);
    }
    hop_task_resume(&tasks[4]);
    for (int i = 2; i <= 4; i++)
        hop_task_join(&tasks[i]);
    return unsound();
}

int main(void)
{
    timer_enable();
    start(0, watch, -1), start(1, suspend_itself, 1);
    hop_task_join(&tasks[0]);
    // CHECK: suspended 600 times, early 0
    printf("suspended %u times, early %u\n", rounds, early);
    unsigned lent = 0;
    for (uint32_t counts = 1; counts < 1200; counts += 2, lent++)
        lend(counts);
    // CHECK-NEXT: lent 600 times, inverted 0
    printf("lent %u times, inverted %u\n", lent, inverted);
    unsigned yielded = 0, unsound_after = 0;
    for (uint32_t counts = 1; counts < 1200; counts++, yielded++)
        unsound_after += yield_while_resumed(counts, counts % 2);
    // CHECK-NEXT: yielded 1199 times, not raised 0, unsound 0
    printf("yielded %u times, not raised %u, unsound %u\n", yielded, unraised, unsound_after);
    return 0;
}
