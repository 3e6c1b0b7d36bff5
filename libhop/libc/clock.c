// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clock_gettime, on which libc++ has its clocks. newlib declares it where _POSIX_TIMERS says that there is one.
#define _POSIX_TIMERS 1
#define _POSIX_MONOTONIC_CLOCK 1
#include "hop/panic.h"
#include "panic/optional.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>

// The kernel's milliseconds wrap after 49 days; who looks more often than that sees no gap. 8 bytes are atomic on all
// cores (atomic/operation.h).
static uint64_t monotonic(void)
{
    static _Atomic uint64_t latest;
    uint64_t seen = atomic_load(&latest), now;
    do {
        now = seen + (hop_optional_milliseconds() - (uint32_t)seen);
    } while (!atomic_compare_exchange_weak(&latest, &seen, now));
    return now;
}

HOP_CHECKED_FOR(HOP_KERNEL_DEPTH) int clock_gettime(clockid_t clock, struct timespec *time)
{
    if (clock == CLOCK_REALTIME)
        return timespec_get(time, TIME_UTC) == TIME_UTC ? 0 : -1;
    if (clock != CLOCK_MONOTONIC) {
        errno = EINVAL;
        return -1;
    }
    uint64_t now = monotonic();
    *time = (struct timespec){.tv_sec = (time_t)(now / 1000), .tv_nsec = (long)(now % 1000) * 1000000};
    return 0;
}
