// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kill of a task by another. The task dies by itself, where it may: here it is told,
// and what it waits for is taken from it.
#include "kernel/kill.h"

#include "kernel/sched.h"
#include "kernel/suspend.h"
#include "kernel/task.h"
#include "kernel/wait.h"

void hop_kill_end_wait(struct hop_task *task)
{
    bool waits = task->state == HOP_TASK_WAITING && !task->firm;
    task->kill_untold = task->state != HOP_TASK_SLEEPING && !waits;
    if (task->kill_untold)
        return;
    if (waits)
        hop_wait_give_up(task);
    hop_wait_end(task, HOP_KILLED);
}

// Leaving the kernel delivers it to the running task.
HOP_CHECKED int hop_task_kill(struct hop_task *task, const char *reason)
{
    if (hop_arch_in_handler() || !hop_sched.current)
        return HOP_CONTEXT;
    hop_kernel_enter();
    bool is_valid = task && reason && hop_task_is_in_use(task) &&
                    task->base_priority >= HOP_PRIORITY_MIN;
    if (is_valid && task->runtime.phase == HOP_PHASE_RUNNING) {
        hop_runtime_kill(&task->runtime, reason);
        hop_kill_end_wait(task);
        hop_suspension_end(task);
    }
    hop_kernel_leave();
    return is_valid ? HOP_OK : HOP_INVALID;
}
