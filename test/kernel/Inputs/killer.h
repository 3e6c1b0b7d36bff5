// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop_task_kill_now of a task wherever the timer interrupts it.
#pragma once

#include "../../Inputs/timer.h"
#include "tasks.h"

enum { VICTIM, KILLER };

static struct hop_semaphore killer_wanted = HOP_SEMAPHORE(0, 1);
static volatile unsigned kills;

ON_TIMER()
{
    timer_acknowledge();
    hop_semaphore_give(&killer_wanted);
}

static void killer(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&killer_wanted);
        kills += hop_task_kill_now(&tasks[VICTIM], "killed") == HOP_OK;
    }
}

// More urgent than the victim, which has main's priority plus 1.
static inline void start_killer(void)
{
    timer_enable();
    start(KILLER, killer, 2);
}
