// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sleep and usleep, until a tick, whole milliseconds up. In a task that is to die they are over at once, and it
// dies at its next call.
#define _DEFAULT_SOURCE 1 // strict C has no usleep
#include "hop/config.h"
#include "hop/panic.h"
#include "hop/task.h"
#include "hop/time.h"

#include <unistd.h>

static unsigned less(unsigned one, unsigned other)
{
    return one < other ? one : other;
}

// Returns the milliseconds slept.
static unsigned sleep_for(unsigned milliseconds)
{
    uint32_t from = hop_time_ticks();
    return hop_task_sleep(milliseconds) == HOP_OK ? milliseconds : hop_time_ticks() - from;
}

HOP_CHECKED unsigned sleep(unsigned seconds)
{
    enum { LONGEST = HOP_TIME_MAX / 1000 };
    while (seconds > 0) {
        unsigned part = less(seconds, LONGEST);
        unsigned slept = sleep_for(part * 1000) / 1000;
        seconds -= less(slept, part);
        if (slept < part)
            break;
    }
    return seconds;
}

HOP_CHECKED int usleep(useconds_t microseconds)
{
    sleep_for(microseconds / 1000 + (microseconds % 1000 != 0));
    return 0;
}
