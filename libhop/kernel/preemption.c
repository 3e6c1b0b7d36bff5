// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/preemption.h"

#include "hop/port.h"
#include "kernel/preemption.h"
#include "panic/misuse.h"

// With the scheduler suspended once: nobody else is inside the unwinder. Who had to wait for that keeps its mutex:
// given back at once it would be the next waiter's, and so on without an end. One that has been
// suspended (hop/task.h) gives it back, and waits there for its resume.
static void suspend_first(void)
{
    hop_sched_suspend_first();
    while (hop_unwinder_is_taken()) {
        hop_sched_resume_last();
        hop_port_unwind_lock();
        hop_sched_suspend_first();
        if (!hop_sched.current->suspension)
            return;
        hop_sched_resume_last();
        hop_port_unwind_unlock();
        hop_sched_suspend_first();
    }
}

void hop_preemption_begin(void)
{
    if (hop_arch_in_handler() || !hop_sched.current)
        hop_kernel_refuse("preemption suspended by no task");
    if (hop_sched.by_task == HOP_PREEMPTION_NESTING)
        hop_panic_misuse("preemption suspended too often", (uintptr_t)__builtin_return_address(0));
    if (hop_sched.by_task > 0)
        hop_sched_suspend();
    else
        suspend_first();
    hop_sched.by_task++;
}

void hop_preemption_end(void)
{
    hop_kernel_check_task("a task's call in a handler");
    if (hop_sched.by_task == 0)
        hop_panic_misuse("preemption resumed too often", (uintptr_t)__builtin_return_address(0));
    hop_sched.by_task--;
    hop_sched_resume();
    if (hop_sched.by_task == 0 && hop_unwinder_is_taken_by(hop_sched.current))
        hop_port_unwind_unlock();
}

HOP_CHECKED void hop_preemption_suspend(void)
{
    hop_preemption_begin();
}

HOP_CHECKED void hop_preemption_resume(void)
{
    hop_preemption_end();
}

bool hop_preemption_is_suspended(void)
{
    return hop_sched.by_task > 0;
}
