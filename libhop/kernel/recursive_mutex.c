// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The owner alone reads and writes `again`. One that has died may have left a count there:
// the next one begins anew.
#include "hop/mutex.h"

#include "kernel/mutex.h"
#include "kernel/sched.h"

static bool is_mine(const struct hop_recursive_mutex *mutex)
{
    return hop_sched.current && mutex->mutex.owner == hop_sched.current;
}

static int lock_again(struct hop_recursive_mutex *mutex)
{
    if (mutex->again == UINT32_MAX - 1)
        return HOP_BUSY;
    mutex->again++;
    return HOP_OK;
}

static int begin(struct hop_recursive_mutex *mutex, int result)
{
    if (result == HOP_OK || result == HOP_OWNER_DIED)
        mutex->again = 0;
    return result;
}

HOP_CHECKED int hop_recursive_mutex_lock(struct hop_recursive_mutex *mutex)
{
    return is_mine(mutex) ? lock_again(mutex) : begin(mutex, hop_mutex_lock(&mutex->mutex));
}

HOP_CHECKED int hop_recursive_mutex_timed_lock(struct hop_recursive_mutex *mutex,
                                               uint32_t milliseconds)
{
    return is_mine(mutex) ? lock_again(mutex)
                          : begin(mutex, hop_mutex_timed_lock(&mutex->mutex, milliseconds));
}

HOP_CHECKED int hop_recursive_mutex_try_lock(struct hop_recursive_mutex *mutex)
{
    return is_mine(mutex) ? lock_again(mutex) : begin(mutex, hop_mutex_try_acquire(&mutex->mutex));
}

HOP_CHECKED int hop_recursive_mutex_unlock(struct hop_recursive_mutex *mutex)
{
    if (!is_mine(mutex) || mutex->again == 0)
        return hop_mutex_release(&mutex->mutex);
    mutex->again--;
    return HOP_OK;
}
