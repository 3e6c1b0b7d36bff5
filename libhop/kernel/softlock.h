// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Soft-lock: mutual exclusion between a context and the handlers that interrupt
// it, without masking an interrupt and without an atomic instruction.
//
// Contexts nest like a stack (LIFO): a handler that interrupts a context runs
// to its end before that context goes on. Tasks are not LIFO among each other,
// so a task suspends the scheduler first, and keeps it suspended until after
// the release. From LIFO alone follows:
//
//  1. try: a context that reads held == false may store held = true in a plain
//     store. A handler in between takes and releases the lock completely.
//  2. A context that reads held == true never waits, since the holder is below
//     it and cannot go on: it records its operation where only its kind of
//     context writes, sets `pending`, and leaves. `pending` follows the record.
//  3. A record is a single-writer word: a count that the recording side only
//     increments and that the holder never writes. The holder keeps its own
//     count of what it has carried out. (A shared count that the holder zeroes
//     loses records.) Recorders at several nesting depths have a word each. What
//     is more than a count: two lists, and a word of the holder's that says which
//     one recorders use; it turns them to the other before it empties one.
//  4. release: while `pending`, clear it and THEN carry out the records. Cleared
//     after, a record that arrives in between is lost.
//  5. After held = false, `pending` is read again: a handler may have recorded
//     between the last look and that store. The holder then tries again; it
//     succeeds, because every handler that took the lock since has released it.
//  6. A handler that takes the lock in the window of 5 carries out all records.
//
// Not guaranteed: order among records of different kinds. Deferred operations
// must commute. Work at a release is bounded by the records that arrived.
#pragma once

#include "kernel/assert.h"

#include <stdatomic.h>
#include <stdbool.h>

struct hop_softlock {
    // Written by the holder, and by whoever finds it false.
    volatile bool held;
    // Set by any context that recorded, cleared by the holder.
    volatile bool pending;
};

// Keeps the compiler from moving accesses across; the processor sees its own
// stores in order, and there is only one processor.
static inline void hop_softlock_fence(void)
{
    atomic_signal_fence(memory_order_seq_cst);
}

// True: the caller holds the lock. False: record, then hop_softlock_pend.
static inline bool hop_softlock_try(struct hop_softlock *lock)
{
    if (lock->held)
        return false;
    lock->held = true;
    hop_softlock_fence();
    return true;
}

static inline void hop_softlock_pend(struct hop_softlock *lock)
{
    hop_softlock_fence(); // the record first (2.)
    hop_assert(lock->held, "pending on a free soft-lock");
    lock->pending = true;
}

// Carries out by drain() what was recorded, and gives the lock back.
void hop_softlock_drain(struct hop_softlock *lock, void (*drain)(void));

// Gives the lock back, after drain() has carried out what was recorded.
static inline void hop_softlock_release(struct hop_softlock *lock, void (*drain)(void))
{
    hop_assert(lock->held, "release of a free soft-lock");
    if (!lock->pending) {
        // A handler may record here: it is seen below (5.).
        hop_softlock_fence();
        lock->held = false;
        hop_softlock_fence();
        if (!lock->pending || !hop_softlock_try(lock))
            return;
    }
    hop_softlock_drain(lock, drain);
}
