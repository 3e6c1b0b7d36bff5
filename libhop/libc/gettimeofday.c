// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gettimeofday, weak as the calls of files.c. The host's time is in seconds. In between the kernel's is taken, as long as
// the two go together: it stands still while a debugger has stopped the processor, and it wraps.
#include "arch/arch.h"
#include "hop/config.h"
#include "hop/port.h"
#include "libc/host.h"
#include "libc/monotonic.h"

#include <sys/time.h>

int _gettimeofday(struct timeval *time, void *zone);

// Without a host there is none.
static struct timeval time_of(int host_time, uint32_t milliseconds, uint32_t nanoseconds)
{
    static uint32_t base, base_milliseconds;
    uint32_t seconds = (uint32_t)host_time;
    uint32_t passed = milliseconds - base_milliseconds;
    if (host_time < 0)
        return (struct timeval){.tv_sec = host_time};
    int32_t behind = (int32_t)(seconds - (base + passed / 1000));
    if (behind < -2 || behind > 2) {
        base = seconds;
        base_milliseconds = milliseconds;
        passed = 0;
    }
    return (struct timeval){.tv_sec = (time_t)(base + passed / 1000),
                            .tv_usec = (suseconds_t)(passed % 1000 * 1000 + nanoseconds / 1000)};
}

__attribute__((weak)) HOP_CHECKED int _gettimeofday(struct timeval *time, void *zone)
{
    (void)zone;
    bool is_task = !hop_arch_in_handler();
    uint32_t nanoseconds;
    if (is_task)
        hop_port_suspend();
    uint32_t milliseconds = (uint32_t)hop_monotonic(&nanoseconds);
    *time = time_of(hop_host_time(), milliseconds, nanoseconds);
    if (is_task)
        hop_port_resume();
    return 0;
}
