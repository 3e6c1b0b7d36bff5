// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clock_gettime, on which libc++ has its clocks.
#define _DEFAULT_SOURCE 1 // strict C has none
#include "hop/panic.h"
#include "libc/monotonic.h"

#include <errno.h>
#include <time.h>

HOP_CHECKED_FOR(HOP_KERNEL_DEPTH) int clock_gettime(clockid_t clock, struct timespec *time)
{
    if (clock == CLOCK_REALTIME)
        return timespec_get(time, TIME_UTC) == TIME_UTC ? 0 : -1;
    if (clock != CLOCK_MONOTONIC) {
        errno = EINVAL;
        return -1;
    }
    uint32_t nanoseconds;
    uint64_t milliseconds = hop_monotonic(&nanoseconds);
    *time = (struct timespec){.tv_sec = (time_t)(milliseconds / 1000),
                              .tv_nsec = (long)(milliseconds % 1000 * 1000000 + nanoseconds)};
    return 0;
}
