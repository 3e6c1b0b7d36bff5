// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Suspended tasks. One of them stays where it is, ready, asleep, or in a wait queue, with the priority of the
// idle task: among those that wait for the same it is the last one, in the ready queue it is behind the idle
// task, which never gives way to its equals. So nothing that makes a task ready has to ask.
//
// The holder of the kernel lock writes `suspension`. A context that finds the lock held turns HOP_SUSPENDED into
// HOP_RESUMED, and has the holder look (pend.h). The holder stores without looking at what was there: a resume
// that comes within a suspend is as one that came before it.
#pragma once

#include "kernel/mutex.h"
#include "kernel/preemption.h"

enum hop_suspension {
    HOP_SUSPENSION_NONE,
    HOP_SUSPENDED,
    HOP_RESUMED, // and the holder of the kernel lock has not seen it yet
};

// The following need the kernel lock.

// Whether it keeps the task from running. One that has the unwinder, as hop_preemption_suspend waits for it, gives
// that back first: everybody who dies would have to wait for the resume.
static inline bool hop_suspension_applies(const struct hop_task *task)
{
    return task->suspension != HOP_SUSPENSION_NONE && !hop_unwinder_is_taken_by(task);
}

static inline void hop_suspension_end(struct hop_task *task)
{
    if (task->suspension == HOP_SUSPENSION_NONE)
        return;
    task->suspension = HOP_SUSPENSION_NONE;
    hop_mutex_update_priority(task);
}

// Ends it for every task that has been resumed. O(tasks).
void hop_suspension_settle(void);
