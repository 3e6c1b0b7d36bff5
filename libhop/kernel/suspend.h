// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Suspended tasks. One of them stays where it is, ready, asleep, or in a wait queue, with the priority of the
// idle task: among those that wait for the same it is the last one, in the ready queue it is behind the idle
// task, which never gives way to its equals. So nothing that makes a task ready has to ask.
//
// The holder of the kernel lock writes `suspension`. A handler only turns HOP_SUSPENDED into HOP_RESUMED, and has the
// switch exception look: it may have interrupted that where it reads the ready queue, and the end of a suspension moves
// tasks from one ready list to another, owners of mutexes, too. The holder stores without looking at what was there: a
// resume that comes within a suspend is as one that came before it.
#pragma once

#include "kernel/mutex.h"
#include "kernel/preemption.h"

enum hop_suspension {
    HOP_SUSPENSION_NONE,
    HOP_SUSPENDED,
    HOP_RESUMED, // and the switch exception has not seen it yet
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

// Ends it for every task that a handler has resumed. O(tasks). Context: the switch exception, before it chooses; the lock
// is free.
void hop_suspension_settle(void);
