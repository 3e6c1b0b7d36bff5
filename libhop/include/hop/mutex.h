// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutex with priority inheritance. Rules: task context only; not recursive (the variant
// below is); released by the task that acquired it. All zeros is an unlocked mutex.
// Inheritance is transitive and follows every mutex that a task holds. The
// owner's death releases it, and the next owner is told.
#pragma once

#include "hop/error.h"
#include "hop/panic.h"
#include "hop/wait.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hop_task;

// Fields are private to libhop, and guarded by the kernel lock.
struct hop_mutex {
    struct hop_task *owner;
    struct hop_wait_queue waiters;
    struct hop_mutex *next_held; // in the owner's list
    bool owner_died;             // not yet told to an owner
    bool is_poisoned;
};

// Makes it unlocked. It must not be in use.
void hop_mutex_init(struct hop_mutex *mutex);

// Acquires the mutex, waiting as long as it takes. HOP_OWNER_DIED: acquired,
// but the last owner died holding it. HOP_DEADLOCK: not acquired, the caller
// holds it already or waits for itself through others. HOP_KILLED: not acquired, see
// hop_task_kill.
// Work: O(waiters), O(chain of owners). Context: task, else a panic.
int hop_mutex_lock(struct hop_mutex *mutex);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that
// passed first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_mutex_timed_lock(struct hop_mutex *mutex,
                         uint32_t milliseconds);

// Never waits: HOP_BUSY if another task holds it.
int hop_mutex_try_lock(struct hop_mutex *mutex);

// Hands the mutex to its most urgent waiter. HOP_NOT_OWNER: nothing done.
int hop_mutex_unlock(struct hop_mutex *mutex);

// Whether an owner has died since the mutex was made, or since the poison was cleared:
// only the next owner gets HOP_OWNER_DIED. Context: any.
bool hop_mutex_is_poisoned(const struct hop_mutex *mutex);

// Tells that what the mutex guards is consistent again. HOP_NOT_OWNER: nothing done. Context: task.
int hop_mutex_clear_poison(struct hop_mutex *mutex);

// A mutex that its owner may lock repeatedly, and has to unlock as often. All zeros: unlocked.
struct hop_recursive_mutex {
    struct hop_mutex mutex;
    uint32_t depth; // locks to be undone. The owner.
};

// As the calls of the same names above, without HOP_DEADLOCK for the owner.
int hop_recursive_mutex_lock(struct hop_recursive_mutex *mutex);
int hop_recursive_mutex_timed_lock(struct hop_recursive_mutex *mutex, uint32_t milliseconds);
int hop_recursive_mutex_try_lock(struct hop_recursive_mutex *mutex);
int hop_recursive_mutex_unlock(struct hop_recursive_mutex *mutex);

#ifdef __cplusplus
}
#endif
