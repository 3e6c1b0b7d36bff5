// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/semaphore.h"
#include "kernel/time.h"

HOP_CHECKED int hop_semaphore_take_until(struct hop_semaphore *semaphore, uint32_t tick)
{
    int result = hop_semaphore_timed_take(semaphore, 0);
    if (result != HOP_TIMEOUT)
        return result;
    hop_kernel_enter();
    if ((int32_t)(tick - hop_time_now()) <= 0) {
        hop_kernel_leave();
        return HOP_TIMEOUT;
    }
    hop_sleep_insert(hop_sched.current, tick);
    return hop_semaphore_wait_locked(semaphore);
}
