// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Soft-lock: mutual exclusion between a context and the handlers that interrupt
// it, without masking an interrupt and without an atomic instruction. libhop's kernel and its heap
// stand on it; a driver may use it for its own data, with libhop's kernel or without any.
//
// A handler has full access where it finds the lock free:
//
//     static struct hop_softlock lock;
//     static struct hop_softlock_record arrived;
//     static uint32_t total; // guarded by the lock
//
//     static void carry_out(struct hop_softlock *unused) { total += hop_softlock_take(&arrived); }
//
//     void UART_Handler(void)
//     {
//         if (hop_softlock_try(&lock)) {
//             total++;
//             hop_softlock_release(&lock, carry_out);
//         } else {
//             hop_softlock_add(&arrived, 1);
//             hop_softlock_pend(&lock);
//         }
//     }
//
// One that only ever leaves records has pend-only access: hop_softlock_ask(&lock, &arrived, 1,
// carry_out). A task: HOP_WITH_SOFTLOCK(&lock, carry_out) { total = 0; } (hop/guard.h). The main loop of a
// firmware without tasks: try, which succeeds, and release.
//
// The protocol. Contexts nest like a stack (LIFO): a handler that interrupts a context runs
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

#include "hop/config.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a broken rule leads to: an undefined instruction, unless a program defines it.
#ifndef HOP_SOFTLOCK_ASSERT
#define HOP_SOFTLOCK_ASSERT(holds, text) ((holds) ? (void)0 : __builtin_trap())
#endif

// All zeros: free. Both fields are private.
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
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

// True: the caller holds the lock. False: record, then hop_softlock_pend. Never waits. Context:
// any; a task, with the scheduler suspended (HOP_WITH_SOFTLOCK).
static inline bool hop_softlock_try(struct hop_softlock *lock)
{
    if (lock->held)
        return false;
    lock->held = true;
    hop_softlock_fence();
    return true;
}

// What the caller has recorded is to be carried out. To follow a hop_softlock_try that failed.
static inline void hop_softlock_pend(struct hop_softlock *lock)
{
    hop_softlock_fence(); // the record first (2.)
    HOP_SOFTLOCK_ASSERT(lock->held, "pending on a free soft-lock");
    lock->pending = true;
}

// Carries out by drain() what was recorded, and gives the lock back.
void hop_softlock_drain(struct hop_softlock *lock, void (*drain)(struct hop_softlock *));

// Gives the lock back, after drain() has carried out what was recorded. drain() is called by
// the holder, with the lock held; it must not panic. Context: the holder.
static inline void hop_softlock_release(struct hop_softlock *lock,
                                        void (*drain)(struct hop_softlock *))
{
    HOP_SOFTLOCK_ASSERT(lock->held, "release of a free soft-lock");
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

// A record of numbers that add up, for recorders that interrupt each other: each writes what
// belongs to the number of recorders below it. All zeros: nothing.
struct hop_softlock_record {
    volatile uint32_t added[HOP_NESTING];
    volatile uint8_t depth; // recorders inside; each leaves it as it found it
    uint32_t taken[HOP_NESTING]; // the holder
};

// HOP_NESTING of them may be inside at once. Context: as hop_softlock_pend, which is to follow.
static inline void hop_softlock_add(struct hop_softlock_record *record, uint32_t amount)
{
    unsigned depth = record->depth;
    HOP_SOFTLOCK_ASSERT(depth < HOP_NESTING, "HOP_NESTING exceeded");
    record->depth = (uint8_t)(depth + 1);
    hop_softlock_fence();
    record->added[depth] = record->added[depth] + amount;
    hop_softlock_fence();
    record->depth = (uint8_t)depth;
}

// What has been added since the last call. Context: the holder of the lock.
static inline uint32_t hop_softlock_take(struct hop_softlock_record *record)
{
    uint32_t sum = 0;
    for (unsigned depth = 0; depth < HOP_NESTING; depth++) {
        uint32_t added = record->added[depth];
        sum += added - record->taken[depth];
        record->taken[depth] = added;
    }
    return sum;
}

// Pend-only access: has `amount` carried out, by the holder or, if there is none, now. Context: as
// hop_softlock_try.
static inline void hop_softlock_ask(struct hop_softlock *lock, struct hop_softlock_record *record,
                                    uint32_t amount, void (*drain)(struct hop_softlock *))
{
    hop_softlock_add(record, amount);
    bool is_free = hop_softlock_try(lock);
    hop_softlock_pend(lock);
    if (is_free)
        hop_softlock_release(lock, drain);
}

// With libhop's kernel: full access of a task, which suspends preemption. It may wait as
// hop_preemption_suspend does, not for the lock. A panic if the task has it already. Context: task.
void hop_softlock_enter(struct hop_softlock *lock);

// Ends it. A panic if nobody has it. drain() runs in a deferral region (hop/panic.h): a call in it that does not fit
// happens, and the task dies afterwards.
void hop_softlock_leave(struct hop_softlock *lock, void (*drain)(struct hop_softlock *));

#ifdef __cplusplus
}
#endif
