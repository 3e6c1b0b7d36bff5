// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scopes that end what they have begun, however they are left: at their end, by return,
// break, goto, or because the task dies in them.
//
//     HOP_WITH_LOCK(&mutex) {
//         ...
//     }
//
// `break` and `continue` leave the scope, not a loop around it.
#pragma once

#include "hop/irq.h"
#include "hop/mutex.h"
#include "hop/panic.h"
#include "hop/preemption.h"
#include "hop/rwlock.h"
#include "hop/softlock.h"

#ifdef __cplusplus
extern "C" {
#endif

// Of one scope.
struct hop_mutex_guard {
    struct hop_mutex *mutex; // NULL: unlocked again
    int result;              // HOP_OK, or HOP_OWNER_DIED
};

// Locks; comes back with the mutex only. A task that is killed meanwhile dies here, or, in a
// deferral region, waits on. A mutex that the caller holds already is a panic.
static inline struct hop_mutex_guard hop_mutex_guard_begin(struct hop_mutex *mutex)
{
    struct hop_mutex_guard guard = {mutex, HOP_KILLED};
    // A checked call: where the kill may be delivered it does not return again.
    while (guard.result == HOP_KILLED)
        guard.result = hop_mutex_lock(mutex);
    if (guard.result == HOP_DEADLOCK)
        hop_panic("a mutex is locked by its owner, or in a circle");
    return guard;
}

// Unlocks, once.
static inline void hop_mutex_guard_end(struct hop_mutex_guard *guard)
{
    if (guard->mutex)
        hop_mutex_unlock(guard->mutex);
    guard->mutex = (struct hop_mutex *)0;
}

// Runs the statement behind it with the mutex locked. In it, hop_guard.result says whether
// the last owner died.
#define HOP_WITH_LOCK(pointer)                                                         \
    for (struct hop_mutex_guard hop_guard __attribute__((cleanup(hop_mutex_guard_end))) = \
             hop_mutex_guard_begin(pointer);                                           \
         hop_guard.mutex; hop_mutex_guard_end(&hop_guard))

// A scope of HOP_WITH_RECURSIVE_LOCK.
struct hop_recursive_guard {
    struct hop_recursive_mutex *mutex; // NULL: unlocked again
    int result;                        // HOP_OK, or HOP_OWNER_DIED
};

// As hop_mutex_guard_begin, except that its owner may lock the mutex again.
static inline struct hop_recursive_guard hop_recursive_guard_begin(struct hop_recursive_mutex *mutex)
{
    struct hop_recursive_guard guard = {mutex, HOP_KILLED};
    while (guard.result == HOP_KILLED)
        guard.result = hop_recursive_mutex_lock(mutex);
    if (guard.result == HOP_DEADLOCK)
        hop_panic("a recursive mutex is locked in a circle");
    return guard;
}

// Unlocks, once.
static inline void hop_recursive_guard_end(struct hop_recursive_guard *guard)
{
    if (guard->mutex)
        hop_recursive_mutex_unlock(guard->mutex);
    guard->mutex = (struct hop_recursive_mutex *)0;
}

// Runs the statement behind it with the recursive mutex locked. In it, hop_recursive.result says whether the last
// owner died. Only the cleanup unlocks: a call in front of it, in which hop_task_kill_now can strike when it is done,
// would have been one too many, and have undone an outer lock.
#define HOP_WITH_RECURSIVE_LOCK(pointer)                                               \
    for (struct hop_recursive_guard hop_recursive __attribute__((cleanup(hop_recursive_guard_end))) = \
             hop_recursive_guard_begin(pointer),                                       \
         *hop_recursive_scope = &hop_recursive;                                        \
         hop_recursive_scope; hop_recursive_scope = (struct hop_recursive_guard *)0)

// A scope of HOP_WITH_READ_LOCK or HOP_WITH_WRITE_LOCK.
struct hop_rwlock_guard {
    struct hop_rwlock *lock; // NULL: unlocked again
    int result;              // HOP_OK, or HOP_OWNER_DIED
};

// As hop_mutex_guard_begin.
static inline struct hop_rwlock_guard hop_rwlock_read_begin(struct hop_rwlock *lock)
{
    struct hop_rwlock_guard guard = {lock, HOP_KILLED};
    while (guard.result == HOP_KILLED)
        guard.result = hop_rwlock_read_lock(lock);
    if (guard.result == HOP_DEADLOCK)
        hop_panic("a lock to read is waited for in a circle");
    if (guard.result == HOP_INVALID)
        hop_panic("a lock to read has not been made");
    return guard;
}

// The same to write.
static inline struct hop_rwlock_guard hop_rwlock_write_begin(struct hop_rwlock *lock)
{
    struct hop_rwlock_guard guard = {lock, HOP_KILLED};
    while (guard.result == HOP_KILLED)
        guard.result = hop_rwlock_write_lock(lock);
    if (guard.result == HOP_DEADLOCK)
        hop_panic("a lock to write is waited for in a circle");
    if (guard.result == HOP_INVALID)
        hop_panic("a lock to write has not been made");
    return guard;
}

// Unlocks, if that has not been done.
static inline void hop_rwlock_guard_end(struct hop_rwlock_guard *guard)
{
    if (guard->lock)
        hop_rwlock_unlock(guard->lock);
    guard->lock = (struct hop_rwlock *)0;
}

// Runs the statement behind it with the lock to read, or to write. In it, hop_rw_guard.result says
// whether the last writer died. Only the cleanup unlocks, as above.
#define HOP_WITH_READ_LOCK(pointer) HOP_WITH_RWLOCK(hop_rwlock_read_begin(pointer))
#define HOP_WITH_WRITE_LOCK(pointer) HOP_WITH_RWLOCK(hop_rwlock_write_begin(pointer))
#define HOP_WITH_RWLOCK(begin)                                                         \
    for (struct hop_rwlock_guard hop_rw_guard __attribute__((cleanup(hop_rwlock_guard_end))) = begin, \
         *hop_rw_scope = &hop_rw_guard; hop_rw_scope; hop_rw_scope = (struct hop_rwlock_guard *)0)

// Begins a deferral region; always true.
static inline bool hop_deferral_begin(void)
{
    hop_kill_defer_begin();
    return true;
}

// Ends it, once.
static inline void hop_deferral_end(bool *is_open)
{
    if (*is_open)
        hop_kill_defer_end();
    *is_open = false;
}

// Runs the statement behind it as a deferral region (hop/panic.h): what must not be left
// half-way, in code that has no cleanups of its own.
#define HOP_WITH_KILL_DEFERRED                                                         \
    for (bool hop_deferral __attribute__((cleanup(hop_deferral_end))) = hop_deferral_begin(); \
         hop_deferral; hop_deferral_end(&hop_deferral))

// Suspends preemption; always true.
static inline bool hop_preemption_guard_begin(void)
{
    hop_preemption_suspend();
    return true;
}

// Resumes it.
static inline void hop_preemption_guard_end(bool *unused)
{
    (void)unused;
    hop_preemption_resume();
}

// Runs the statement behind it while no other task runs (hop/preemption.h). Only the cleanup resumes it, as above.
#define HOP_WITH_PREEMPTION_SUSPENDED                                                  \
    for (bool hop_suspension __attribute__((cleanup(hop_preemption_guard_end))) =      \
             hop_preemption_guard_begin();                                             \
         hop_suspension; hop_suspension = false)

// A scope of HOP_WITH_SOFTLOCK.
struct hop_softlock_guard {
    struct hop_softlock *lock;
    void (*drain)(struct hop_softlock *);
    bool is_open;
};

// Takes full access.
static inline struct hop_softlock_guard
hop_softlock_guard_begin(struct hop_softlock *lock, void (*drain)(struct hop_softlock *))
{
    hop_softlock_enter(lock);
    struct hop_softlock_guard guard = {lock, drain, true};
    return guard;
}

// Gives it back.
static inline void hop_softlock_guard_end(struct hop_softlock_guard *guard)
{
    hop_softlock_leave(guard->lock, guard->drain);
}

// Runs the statement behind it with full access of a task to the soft-lock (hop/softlock.h). As above, only the
// cleanup gives it back.
#define HOP_WITH_SOFTLOCK(pointer, drain)                                              \
    for (struct hop_softlock_guard hop_access __attribute__((cleanup(hop_softlock_guard_end))) = \
             hop_softlock_guard_begin(pointer, drain);                                 \
         hop_access.is_open; hop_access.is_open = false)

// Runs the statement behind it while the interrupt's handler does not begin, nor another
// task runs: what they share may be changed (hop/irq.h).
#define HOP_WITH_IRQ_MASKED(number)                                                    \
    for (struct hop_irq_guard hop_irq_scope __attribute__((cleanup(hop_irq_guard_end))) = \
             hop_irq_guard_begin(number);                                              \
         hop_irq_scope.is_open; hop_irq_guard_end(&hop_irq_scope))

#ifdef __cplusplus
}
#endif
