// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/task.h"
#include "hop/time.h"
#include "threads/wait.h"

enum { NANOSECONDS = 1000000000, IN_A_MILLISECOND = 1000000 };

uint32_t hop_threads_milliseconds(const struct timespec *duration)
{
    long nanoseconds = duration->tv_nsec;
    if (duration->tv_sec < 0 || nanoseconds < 0 || nanoseconds >= NANOSECONDS)
        return UINT32_MAX;
    uint32_t rest = (uint32_t)((nanoseconds + IN_A_MILLISECOND - 1) / IN_A_MILLISECOND);
    if (duration->tv_sec > (time_t)(HOP_TIME_MAX / 1000 - 1))
        return HOP_TIME_MAX;
    return (uint32_t)duration->tv_sec * 1000 + rest;
}

uint32_t hop_threads_until(const struct timespec *time)
{
    struct timespec now = {0}, left;
    timespec_get(&now, TIME_UTC);
    left.tv_sec = time->tv_sec - now.tv_sec;
    left.tv_nsec = time->tv_nsec - now.tv_nsec;
    if (left.tv_nsec < 0) {
        left.tv_nsec += NANOSECONDS;
        left.tv_sec--;
    }
    uint32_t milliseconds = hop_threads_milliseconds(&left);
    return milliseconds != UINT32_MAX ? milliseconds : 0;
}

static struct timespec of_milliseconds(uint32_t milliseconds)
{
    return (struct timespec){.tv_sec = (time_t)(milliseconds / 1000),
                             .tv_nsec = (long)(milliseconds % 1000) * IN_A_MILLISECOND};
}

// A sleep ends early only for a kill.
int thrd_sleep(const struct timespec *duration, struct timespec *remaining)
{
    uint32_t milliseconds = hop_threads_milliseconds(duration);
    if (milliseconds == UINT32_MAX)
        return -2;
    uint32_t from = hop_time_ticks();
    if (hop_task_sleep(milliseconds) == HOP_OK)
        return 0;
    uint32_t slept = hop_time_ticks() - from;
    if (remaining)
        *remaining = of_milliseconds(slept < milliseconds ? milliseconds - slept : 0);
    return -1;
}

void thrd_yield(void)
{
    hop_task_yield();
}
