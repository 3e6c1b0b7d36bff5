// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/sched.h"
#include "kernel/suspend.h"
#include "kernel/task.h"
#include "panic/fault.h"
#include "stack/stacklet.h"

// A task that is ready, and does not run, is in no kernel section: whoever is keeps the others
// from running. Where the task gives its frames up no cleanup runs any more.
static bool is_interrupted(const struct hop_task *task)
{
    return task != hop_sched.current && task->state == HOP_TASK_READY && !task->runtime.reclaims &&
           task->base_priority >= HOP_PRIORITY_MIN && task->runtime.phase != HOP_PHASE_ENDING;
}

// On a stacklet it may be just about to leave that.
static bool is_between_parts(const struct hop_task *task)
{
    const struct hop_runtime *runtime = &task->runtime;
    return runtime->growth &&
           (runtime->stacklet || hop_stack_end(runtime, task->context.psp) == 0);
}

// Not inlined: what follows there needs the stack.
__attribute__((noinline)) static void interrupt(struct hop_task *task, const char *reason)
{
    struct hop_fault fault;
    if (!hop_arch_context_fault(&task->context, &fault))
        return;
    fault.what = reason;
    hop_fault_kill(&task->runtime, &fault);
}

HOP_CHECKED int hop_task_kill_now(struct hop_task *task, const char *reason)
{
    if (hop_arch_in_handler() || !hop_sched.current)
        return HOP_CONTEXT;
    if (!task || !reason)
        return HOP_INVALID;
    hop_kernel_enter();
    bool is_ready = is_interrupted(task);
    bool is_moving = is_ready && is_between_parts(task);
    if (is_ready && !is_moving) {
        interrupt(task, reason);
        hop_suspension_end(task);
    }
    hop_kernel_leave();
    if (is_ready && !is_moving)
        return HOP_OK;
    int result = hop_task_kill(task, reason);
    return is_moving ? HOP_BUSY : result;
}
