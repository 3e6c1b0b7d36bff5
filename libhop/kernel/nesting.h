// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words that several contexts change without a lock, without an atomic
// instruction, and without ever failing because of each other.
//
// Contexts nest like a stack (softlock.h): a task, with the scheduler suspended,
// is the lowest; a handler that interrupts a context inside such an operation finishes
// its own operation before that context continues. The depth of a context is the number of
// contexts inside that are below it; it writes only words that belong to its depth. So
// every word has a single writer at a time, and a plain store is enough.
//
// The depth itself is kept by plain stores, too: a handler that comes between another
// context's load and store of it restores what it found.
#pragma once

#include "hop/config.h"
#include "kernel/sched.h"

static inline unsigned hop_nesting_enter(void)
{
    unsigned depth = hop_sched.depth;
    hop_sched.depth = (uint8_t)(depth + 1);
    hop_softlock_fence();
    hop_assert(depth < HOP_NESTING, "HOP_NESTING exceeded");
    return depth;
}

static inline void hop_nesting_leave(unsigned depth)
{
    hop_softlock_fence();
    hop_sched.depth = (uint8_t)depth;
}

// A task, with the scheduler suspended, is below all others.
static inline void hop_nesting_enter_task(void)
{
    hop_sched.depth = 1;
    hop_softlock_fence();
}
