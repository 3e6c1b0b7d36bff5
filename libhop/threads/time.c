// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/task.h"
#include "libc/sleep.h"
#include "threads/wait.h"

uint32_t hop_threads_until(const struct timespec *time)
{
    struct timespec now = {0}, left;
    timespec_get(&now, TIME_UTC);
    left.tv_sec = time->tv_sec - now.tv_sec;
    left.tv_nsec = time->tv_nsec - now.tv_nsec;
    if (left.tv_nsec < 0) {
        left.tv_nsec += HOP_NANOSECONDS;
        left.tv_sec--;
    }
    uint64_t ticks = left.tv_sec < 0 ? 0 : hop_sleep_ticks(&left);
    return ticks < HOP_TIME_MAX ? (uint32_t)ticks : HOP_TIME_MAX;
}

// A sleep ends early only for a kill.
int thrd_sleep(const struct timespec *duration, struct timespec *remaining)
{
    int error = hop_sleep_for(duration, remaining);
    if (error == HOP_OK)
        return 0;
    return error == HOP_INVALID ? -2 : -1;
}

void thrd_yield(void)
{
    hop_task_yield();
}
