// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/recursive.h"

static int begin(struct hop_recursive_mutex *mutex, int result)
{
    if (result == HOP_OK || result == HOP_OWNER_DIED)
        mutex->depth = 1;
    return result;
}

static const char in_handler[] = "a task's call in a handler";

HOP_CHECKED int hop_recursive_mutex_lock(struct hop_recursive_mutex *mutex)
{
    if (!mutex)
        return HOP_INVALID;
    hop_kernel_check_task(in_handler);
    return hop_recursive_reenter(mutex) ? HOP_OK : begin(mutex, hop_mutex_lock(&mutex->mutex));
}

HOP_CHECKED int hop_recursive_mutex_timed_lock(struct hop_recursive_mutex *mutex,
                                               uint32_t milliseconds)
{
    hop_kernel_check_task(in_handler);
    if (!mutex || milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return hop_recursive_reenter(mutex) ? HOP_OK
                                        : begin(mutex, hop_mutex_acquire_within(&mutex->mutex, milliseconds));
}

HOP_CHECKED int hop_recursive_mutex_try_lock(struct hop_recursive_mutex *mutex)
{
    if (!mutex)
        return HOP_INVALID;
    hop_kernel_check_task(in_handler);
    return hop_recursive_reenter(mutex) ? HOP_OK : begin(mutex, hop_mutex_try_acquire(&mutex->mutex));
}

HOP_CHECKED int hop_recursive_mutex_unlock(struct hop_recursive_mutex *mutex)
{
    hop_kernel_check_task(in_handler);
    if (mutex->mutex.owner != hop_sched.current)
        return HOP_NOT_OWNER;
    return hop_recursive_leave(mutex) ? hop_mutex_release(&mutex->mutex) : HOP_OK;
}
