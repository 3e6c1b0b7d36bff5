// RUN: %clang --target=thumbv7m -Os %s -o %t.elf
// RUN: %run --icount 7 %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop_task_kill_now at any instruction of a task that suspends preemption, and has to wait for who is inside the unwinder: it
// may have got that, and then dies with it. Every task ends, and the one that dies meanwhile, too.
#include "../Inputs/timer.h"
#include "Inputs/tasks.h"

enum { DIES, URGENT, KILLER };

static struct hop_semaphore urgent_wanted = HOP_SEMAPHORE(0, 1), killer_wanted = HOP_SEMAPHORE(0, 1);
static volatile unsigned turns, kills, deaths;
static volatile uint32_t then; // counts of the timer, 0: it is the second time

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    deaths++;
}

void TIMER0_Handler(void)
{
    timer_acknowledge();
    if (then == 0) {
        hop_semaphore_give(&killer_wanted);
        return;
    }
    hop_semaphore_give(&urgent_wanted);
    timer_start(then);
    then = 0;
}

static void urgent(void *unused)
{
    (void)unused;
    hop_semaphore_take(&urgent_wanted);
    HOP_WITH_PREEMPTION_SUSPENDED {
        turns++;
    }
}

static void killer(void *unused)
{
    (void)unused;
    hop_semaphore_take(&killer_wanted);
    kills += hop_task_kill_now(&tasks[URGENT], "killed") == HOP_OK;
}

// The timer comes while it is in the unwinder.
static void dies(void *unused)
{
    (void)unused;
    timer_start(2000);
    hop_panic("dies");
}

int main(void)
{
    unsigned rounds = 0, late = 0;
    timer_enable();
    for (uint32_t counts = 1000; counts < 12000 && late == 0; counts += 7, rounds++) {
        then = counts;
        start(KILLER, killer, 3);
        start(URGENT, urgent, 2);
        start(DIES, dies, -1);
        for (int i = DIES; i <= KILLER; i++)
            late += hop_task_timed_join(&tasks[i], 20) != HOP_OK;
    }
    // CHECK: late 0, died before the turn 1, after it 1, not at all 1
    printf("late %u, died before the turn %d, after it %d, not at all %d\n", late, turns < rounds, kills > rounds - turns,
           kills < rounds);
    return deaths < rounds;
}
