// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "threads/mutex.h"

int mtx_init(mtx_t *mutex, int type)
{
    if ((type & ~(mtx_recursive | mtx_timed)) != 0)
        return thrd_error;
    *hop_threads_mutex_of(mutex) = (struct hop_threads_mutex){.type = type};
    return thrd_success;
}

void mtx_destroy(mtx_t *mutex)
{
    (void)mutex;
}

int mtx_lock(mtx_t *mutex)
{
    struct hop_threads_mutex *it = hop_threads_mutex_of(mutex);
    return hop_threads_result(hop_threads_mutex_recurs(it) ? hop_recursive_mutex_lock(&it->lock)
                                                           : hop_mutex_lock(&it->lock.mutex));
}

int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
    struct hop_threads_mutex *it = hop_threads_mutex_of(mutex);
    uint32_t milliseconds = hop_threads_until(until);
    return hop_threads_result(hop_threads_mutex_recurs(it)
                                  ? hop_recursive_mutex_timed_lock(&it->lock, milliseconds)
                                  : hop_mutex_timed_lock(&it->lock.mutex, milliseconds));
}

int mtx_trylock(mtx_t *mutex)
{
    struct hop_threads_mutex *it = hop_threads_mutex_of(mutex);
    return hop_threads_result(hop_threads_mutex_recurs(it) ? hop_recursive_mutex_try_lock(&it->lock)
                                                           : hop_mutex_try_lock(&it->lock.mutex));
}

int mtx_unlock(mtx_t *mutex)
{
    struct hop_threads_mutex *it = hop_threads_mutex_of(mutex);
    return hop_threads_result(hop_threads_mutex_recurs(it) ? hop_recursive_mutex_unlock(&it->lock)
                                                           : hop_mutex_unlock(&it->lock.mutex));
}
