// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/condition.h"

#include "kernel/count.h"
#include "kernel/mutex.h"
#include "kernel/sched.h"
#include "kernel/wait.h"

_Static_assert(offsetof(struct hop_condition, waiters) == 0, "settle_condition() relies on it");

// Signals are counted only for the time until the holder of the kernel lock
// comes here; those beyond the waiters are dropped.
static void settle_condition(struct hop_wait_queue *queue)
{
    struct hop_condition *condition = (struct hop_condition *)queue;
    bool all = condition->all;
    if (all)
        condition->all = false; // only then: one may have come since the look
    hop_softlock_fence(); // a broadcast from here on finds who is still there
    while (hop_count_take(&condition->signals)) {
        if (queue->first)
            hop_wait_wake(queue, HOP_OK);
    }
    while (all && queue->first)
        hop_wait_wake(queue, HOP_OK);
}

HOP_CHECKED void hop_condition_init(struct hop_condition *condition)
{
    hop_kernel_check_object(condition);
    *condition = (struct hop_condition){.waiters = {0}};
}

HOP_CHECKED void hop_condition_signal(struct hop_condition *condition)
{
    hop_kernel_check_object(condition);
    bool suspended = hop_sched_suspend_any();
    if (condition->waiters.first) {
        hop_count_give(&condition->signals, HOP_COUNT_MAX);
        hop_wait_signal(&condition->waiters);
    }
    hop_sched_resume_any(suspended);
}

HOP_CHECKED void hop_condition_broadcast(struct hop_condition *condition)
{
    hop_kernel_check_object(condition);
    bool suspended = hop_sched_suspend_any();
    if (condition->waiters.first) {
        condition->all = true;
        hop_wait_signal(&condition->waiters);
    }
    hop_sched_resume_any(suspended);
}

// With the scheduler suspended nobody else gets the mutex before this task waits.
static int wait_for_condition(struct hop_condition *condition, struct hop_mutex *mutex,
                uint32_t milliseconds)
{
    hop_wait_begin("condition waited for where blocking is not allowed");
    int result = hop_mutex_release(mutex);
    if (result != HOP_OK) {
        hop_sched_resume_last();
        return result;
    }
    if (milliseconds != 0) {
        result = hop_wait(&condition->waiters, settle_condition, NULL, milliseconds);
    } else {
        hop_sched_resume_last();
        result = HOP_TIMEOUT;
    }
    int locked = hop_mutex_acquire(mutex);
    return locked != HOP_OK ? locked : result;
}

HOP_CHECKED int hop_condition_wait(struct hop_condition *condition, struct hop_mutex *mutex)
{
    if (!condition)
        return HOP_INVALID;
    return wait_for_condition(condition, mutex, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_condition_timed_wait(struct hop_condition *condition,
                                         struct hop_mutex *mutex, uint32_t milliseconds)
{
    if (!condition || milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return wait_for_condition(condition, mutex, milliseconds);
}
