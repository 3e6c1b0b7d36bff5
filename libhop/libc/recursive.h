// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mutex that its owner may take again, for what the C and C++ libraries lock.
// Before the first task runs there is one context, and nothing is locked.
#pragma once

#include "kernel/mutex.h"
#include "kernel/sched.h"

struct hop_recursive {
    struct hop_mutex mutex;
    // Owner only; the outermost acquisition sets it to 1.
    unsigned depth;
};

// True: there is nothing to acquire, no task runs yet or the caller has it already.
static inline bool hop_recursive_reenter(struct hop_recursive *lock)
{
    if (!hop_sched.current)
        return true;
    if (lock->mutex.owner != hop_sched.current)
        return false;
    lock->depth++;
    return true;
}

// True: the caller releases the mutex.
static inline bool hop_recursive_leave(struct hop_recursive *lock)
{
    return hop_sched.current && --lock->depth == 0;
}
