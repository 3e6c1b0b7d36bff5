// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/join.h"

#include "kernel/task.h"

// The end of the task wakes; nothing else comes for those that wait.
static void settle_joiners(struct hop_wait_queue *queue)
{
    (void)queue;
}

int hop_join_wait(struct hop_task *task, uint32_t milliseconds)
{
    hop_wait_check("task joined where blocking is not allowed", milliseconds);
    if (!task)
        return HOP_INVALID;
    if (task == hop_sched.current)
        return HOP_DEADLOCK;
    hop_kernel_enter();
    bool is_in_use = hop_task_is_in_use(task);
    if (is_in_use && milliseconds > 0)
        return hop_wait_locked(&task->joiners, settle_joiners, NULL, milliseconds);
    hop_kernel_leave();
    return is_in_use ? HOP_TIMEOUT : HOP_OK;
}

HOP_CHECKED int hop_task_join(struct hop_task *task)
{
    return hop_join_wait(task, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_task_timed_join(struct hop_task *task, uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return hop_join_wait(task, milliseconds);
}
