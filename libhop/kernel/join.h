// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the end of a task does for those that wait for it.
#pragma once

#include "kernel/wait.h"

// hop_task_timed_join without its entry check and range; HOP_WAIT_FOR_EVER: hop_task_join.
int hop_join_wait(struct hop_task *task, uint32_t milliseconds);

// Wakes all that wait for a task that has just ended. Needs the kernel lock.
static inline void hop_join_wake(struct hop_task *task)
{
    while (task->joiners.first)
        hop_wait_wake(&task->joiners, HOP_OK);
}
