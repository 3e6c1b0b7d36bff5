// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taking a recursive mutex again, for the public one and for what the C and C++ libraries
// lock. Before the first task runs there is one context, and nothing is locked.
#pragma once

#include "kernel/mutex.h"
#include "kernel/sched.h"

// True: there is nothing to acquire, no task runs yet or the caller has it already. Who has
// acquired the mutex sets `depth` to 1: one that has died may have left another.
static inline bool hop_recursive_reenter(struct hop_recursive_mutex *lock)
{
    if (!hop_sched.current)
        return true;
    if (lock->mutex.owner != hop_sched.current)
        return false;
    lock->depth++;
    return true;
}

// True: the caller, who has it, releases the mutex.
static inline bool hop_recursive_leave(struct hop_recursive_mutex *lock)
{
    return hop_sched.current && --lock->depth == 0;
}
