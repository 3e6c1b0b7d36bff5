// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/preemption.h"

#include "hop/port.h"
#include "kernel/preemption.h"
#include "panic/misuse.h"

// With the scheduler suspended once: nobody is inside the unwinder.
static void suspend_first(void)
{
    hop_sched_suspend_first();
    while (hop_unwinder_is_taken()) {
        hop_sched_resume_last();
        hop_port_unwind_lock();
        hop_port_unwind_unlock();
        hop_sched_suspend_first();
    }
}

void hop_preemption_begin(void)
{
    if (hop_arch_in_handler() || !hop_sched.current)
        hop_kernel_refuse_blocking("preemption suspended by no task");
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
