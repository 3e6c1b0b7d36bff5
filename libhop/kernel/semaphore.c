// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/semaphore.h"

_Static_assert(HOP_SEMAPHORE_MAX <= HOP_COUNT_MAX, "kernel/count.h");
_Static_assert(offsetof(struct hop_semaphore, takers) == 0, "settle_takers() relies on it");

static const char refused[] = "semaphore taken where blocking is not allowed";

static void settle_takers(struct hop_wait_queue *queue)
{
    struct hop_semaphore *semaphore = (struct hop_semaphore *)queue;
    while (queue->first && hop_count_take(&semaphore->count))
        hop_wait_wake(queue, HOP_OK);
}

int hop_semaphore_init(struct hop_semaphore *semaphore, unsigned initial, unsigned max)
{
    if (!semaphore || max < 1 || max > HOP_SEMAPHORE_MAX || initial > max)
        return HOP_INVALID;
    *semaphore = (struct hop_semaphore)HOP_SEMAPHORE(initial, (uint16_t)max);
    return HOP_OK;
}

HOP_CHECKED int hop_semaphore_give(struct hop_semaphore *semaphore)
{
    if (!semaphore)
        return HOP_INVALID;
    bool suspended = hop_sched_suspend_any();
    int result = hop_wait_give(&semaphore->takers, &semaphore->count, semaphore->max);
    hop_sched_resume_any(suspended);
    return result;
}

HOP_CHECKED int hop_semaphore_try_take(struct hop_semaphore *semaphore)
{
    if (!semaphore)
        return HOP_INVALID;
    bool suspended = hop_sched_suspend_any();
    bool taken = hop_count_take(&semaphore->count);
    hop_sched_resume_any(suspended);
    return taken ? HOP_OK : HOP_EMPTY;
}

int hop_semaphore_wait_locked(struct hop_semaphore *semaphore)
{
    return hop_wait_locked(&semaphore->takers, settle_takers, NULL, HOP_WAIT_FOR_EVER);
}

static inline int take_unit(struct hop_semaphore *semaphore, uint32_t milliseconds)
{
    hop_wait_begin(refused);
    if (!hop_count_take_in_task(&semaphore->count))
        return hop_wait(&semaphore->takers, settle_takers, NULL, milliseconds);
    hop_sched_resume_last();
    return HOP_OK;
}

HOP_CHECKED int hop_semaphore_take(struct hop_semaphore *semaphore)
{
    if (!semaphore)
        return HOP_INVALID;
    return take_unit(semaphore, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_semaphore_timed_take(struct hop_semaphore *semaphore,
                                         uint32_t milliseconds)
{
    if (!semaphore || milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    if (milliseconds > 0)
        return take_unit(semaphore, milliseconds);
    hop_kernel_check_task(refused);
    return hop_wait_tried(hop_semaphore_try_take(semaphore));
}

// Only a change sees all words at one moment. One by 0 leaves what is there.
HOP_CHECKED unsigned hop_semaphore_count(const struct hop_semaphore *semaphore)
{
    hop_kernel_check_object(semaphore);
    bool suspended = hop_sched_suspend_any();
    int value = hop_count_change((struct hop_count *)&semaphore->count, 0, HOP_COUNT_MAX);
    hop_sched_resume_any(suspended);
    return (unsigned)value;
}
