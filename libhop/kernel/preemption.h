// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the rest of the kernel asks of hop/preemption.h. A task that suspends preemption adds
// to hop_sched.suspended, as a kernel call does, and to `by_task`: where the two are the
// same the task is in its own code, which can be unwound.
//
// The unwinder's mutex is free then, or the running task's until the end of that: to die it need not wait.
#pragma once

#include "kernel/sched.h"

// The public calls without their entry check, for callers that were checked.
void hop_preemption_begin(void);
void hop_preemption_end(void);

static inline bool hop_preemption_is_off(void)
{
    return hop_sched.by_task > 0;
}

// Whether a task is inside the unwinder, or keeps others out.
bool hop_unwinder_is_taken(void);
bool hop_unwinder_is_taken_by(const struct hop_task *task);

// What a task that has died leaves suspended. A switch that is due follows with the next
// kernel call. Another one may come as soon as `suspended` is 0: who runs then has suspended nothing.
static inline void hop_preemption_give_back(void)
{
    uint8_t by_task = hop_sched.by_task;
    hop_sched.by_task = 0;
    hop_softlock_fence();
    hop_sched.suspended = (uint8_t)(hop_sched.suspended - by_task);
}
