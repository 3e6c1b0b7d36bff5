// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/notification.h"

#include "kernel/task.h"
#include "kernel/wait.h"

_Static_assert(HOP_NOTIFICATION_MAX <= HOP_COUNT_MAX, "kernel/count.h");

// There is one task that it can be: the queue is part of it.
static void settle_notified(struct hop_wait_queue *queue)
{
    struct hop_task *task = queue->first;
    if (task && hop_count_take(&task->notified))
        hop_wait_wake(queue, HOP_OK);
}

HOP_CHECKED int hop_task_notify(struct hop_task *task)
{
    if (!task || !hop_task_is_in_use(task))
        return HOP_INVALID;
    bool suspended = hop_sched_suspend_any();
    int result = hop_wait_give(&task->notification_queue, &task->notified, HOP_NOTIFICATION_MAX);
    hop_sched_resume_any(suspended);
    return result;
}

static const char refused[] = "notification waited for where blocking is not allowed";

static inline int take_notification(uint32_t milliseconds)
{
    hop_wait_begin(refused);
    struct hop_task *self = hop_sched.current;
    if (!hop_count_take_in_task(&self->notified))
        return hop_wait(&self->notification_queue, settle_notified, NULL, milliseconds);
    hop_sched_resume_last();
    return HOP_OK;
}

static int try_take_notification(void)
{
    hop_kernel_check_task(refused);
    hop_sched_suspend();
    bool taken = hop_count_take(&hop_sched.current->notified);
    hop_sched_resume();
    return taken ? HOP_OK : HOP_TIMEOUT;
}

HOP_CHECKED int hop_notification_wait(void)
{
    return take_notification(HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_notification_timed_wait(uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return milliseconds > 0 ? take_notification(milliseconds) : try_take_notification();
}

// Nobody else takes: what was there can be taken at once.
HOP_CHECKED unsigned hop_notification_clear(void)
{
    if (hop_arch_in_handler() || !hop_sched.current)
        return 0;
    struct hop_count *count = &hop_sched.current->notified;
    hop_sched_suspend();
    unsigned taken = hop_count_change(count, 0, HOP_COUNT_MAX);
    (void)hop_count_change(count, -(int)taken, HOP_COUNT_MAX);
    hop_sched_resume();
    return taken;
}
