// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "threads/mutex.h"

static struct hop_condition *inside(cnd_t *condition)
{
    return (struct hop_condition *)condition;
}

int cnd_init(cnd_t *condition)
{
    hop_condition_init(inside(condition));
    return thrd_success;
}

void cnd_destroy(cnd_t *condition)
{
    (void)condition;
}

int cnd_signal(cnd_t *condition)
{
    hop_condition_signal(inside(condition));
    return thrd_success;
}

int cnd_broadcast(cnd_t *condition)
{
    hop_condition_broadcast(inside(condition));
    return thrd_success;
}

// A recursive mutex is given up however often it is locked, and so locked afterwards. Whoever has it
// meanwhile, or still, sets the depth himself.
static int lock_again(struct hop_recursive_mutex *lock, uint32_t depth, int result)
{
    if (result != HOP_NOT_OWNER && result != HOP_DEADLOCK)
        lock->depth = depth;
    return hop_threads_result(result);
}

int cnd_wait(cnd_t *condition, mtx_t *mutex)
{
    struct hop_recursive_mutex *lock = &hop_threads_mutex_of(mutex)->lock;
    uint32_t depth = lock->depth;
    return lock_again(lock, depth, hop_condition_wait(inside(condition), &lock->mutex));
}

int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict until)
{
    struct hop_recursive_mutex *lock = &hop_threads_mutex_of(mutex)->lock;
    uint32_t depth = lock->depth, milliseconds = hop_threads_until(until);
    return lock_again(lock, depth, hop_condition_timed_wait(inside(condition), &lock->mutex, milliseconds));
}
