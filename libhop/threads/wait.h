// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the functions of <threads.h> have in common: times, and results.
#pragma once

#include "hop/config.h"
#include "hop/error.h"

#include <stdint.h>
#include <threads.h>

// The timeout that ends at that time, or at the tick behind it: at most HOP_TIME_MAX, 0 if it is past.
uint32_t hop_threads_until(const struct timespec *time);

// HOP_OWNER_DIED: it is locked.
static inline int hop_threads_result(int error)
{
    switch (error) {
    case HOP_OK:
    case HOP_OWNER_DIED:
        return thrd_success;
    case HOP_BUSY:
        return thrd_busy;
    case HOP_TIMEOUT:
        return thrd_timedout;
    case HOP_NO_MEMORY:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}
