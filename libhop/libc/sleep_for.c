// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the sleeps of POSIX, C11 and C++ have in common: none is shorter than what was asked for. hop_task_sleep counts
// ticks, the first of which is always on its way already.
#include "hop/config.h"
#include "hop/panic.h"
#include "hop/task.h"
#include "kernel/time.h"
#include "libc/sleep.h"

enum { IN_A_MILLISECOND = 1000000 };

static bool is_time(const struct timespec *time)
{
    return time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec < HOP_NANOSECONDS;
}

// Ticks from the latest one, so that the duration is over at the last of them. A time beyond that never comes.
uint64_t hop_sleep_ticks(const struct timespec *duration)
{
    uint32_t nanoseconds;
    if (duration->tv_sec == 0 && duration->tv_nsec == 0)
        return 0;
    if ((uint64_t)duration->tv_sec >= UINT64_MAX / 1000)
        return UINT64_MAX;
    hop_time_read(&nanoseconds);
    nanoseconds += (uint32_t)duration->tv_nsec + IN_A_MILLISECOND - 1;
    return (uint64_t)duration->tv_sec * 1000 + nanoseconds / IN_A_MILLISECOND;
}

static void tell_left(struct timespec *left, uint64_t ticks)
{
    left->tv_sec = (time_t)(ticks / 1000);
    left->tv_nsec = (long)(ticks % 1000) * IN_A_MILLISECOND;
}

HOP_CHECKED int hop_sleep_for(const struct timespec *duration, struct timespec *left)
{
    if (!is_time(duration))
        return HOP_INVALID;
    uint64_t ticks = hop_sleep_ticks(duration);
    do {
        uint32_t part = ticks < HOP_TIME_MAX ? (uint32_t)ticks : HOP_TIME_MAX;
        uint32_t from = hop_time_now();
        if (hop_task_sleep(part) != HOP_OK) {
            uint32_t slept = hop_time_now() - from;
            if (left)
                tell_left(left, slept < ticks ? ticks - slept : 0);
            return HOP_KILLED;
        }
        ticks -= part;
    } while (ticks > 0);
    return HOP_OK;
}
