// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/suspend.h"

#include "kernel/sched.h"
#include "kernel/task.h"
#include "panic/context.h"

void hop_suspension_settle(void)
{
    hop_sched.resumed = false; // before the look
    hop_softlock_fence();
    hop_kernel_lock();
    for (struct hop_task *task = hop_task_first; task; task = task->next_task)
        if (task->suspension == HOP_RESUMED)
            hop_suspension_end(task);
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
}

// The live word of the running task is not in its object.
static bool is_to_die(const struct hop_task *task)
{
    return task->runtime.phase != HOP_PHASE_RUNNING ||
           (task == hop_sched.current ? hop_context()->kill_pending : task->runtime.kill_pending);
}

static int suspend(struct hop_task *task)
{
    if (!task || !hop_task_is_in_use(task) || task->base_priority < HOP_PRIORITY_MIN)
        return HOP_INVALID;
    if (is_to_die(task))
        return HOP_KILLED;
    task->suspension = HOP_SUSPENDED;
    hop_mutex_update_priority(task);
    return HOP_OK;
}

HOP_CHECKED int hop_task_suspend(struct hop_task *task)
{
    struct hop_task *self = hop_sched.current;
    if (hop_arch_in_handler() || !self)
        return HOP_CONTEXT;
    if (task == self)
        hop_kernel_check_blocking("hop_task_suspend where blocking is not allowed");
    hop_kernel_enter();
    int result = suspend(task);
    hop_kernel_leave();
    return task == self && hop_context()->kill_pending ? HOP_KILLED : result;
}

static void resume_in_handler(struct hop_task *task)
{
    if (task->suspension == HOP_SUSPENSION_NONE)
        return;
    task->suspension = HOP_RESUMED;
    hop_softlock_fence();
    hop_sched.resumed = true;
    if (hop_sched.other == HOP_SCHED_NONE)
        hop_sched.other = HOP_SCHED_RESUMES;
    hop_sched_request_switch();
}

HOP_CHECKED int hop_task_resume(struct hop_task *task)
{
    if (!task || !hop_task_is_in_use(task))
        return HOP_INVALID;
    if (hop_arch_in_handler()) {
        resume_in_handler(task);
        return HOP_OK;
    }
    hop_kernel_enter();
    hop_suspension_end(task);
    hop_kernel_leave();
    return HOP_OK;
}

bool hop_task_is_suspended(const struct hop_task *task)
{
    return task->suspension == HOP_SUSPENDED;
}
