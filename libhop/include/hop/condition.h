// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Condition variable: tasks wait, without the mutex that guards what they wait for,
// until another context says that it may have changed. It remembers nothing: a signal
// that finds no waiter is over. A wait may also end without one; so wait in a loop
// that looks at what is waited for. A handler cannot hold the mutex: its signal may come
// between that look and the wait, and is over then. For what handlers tell there are
// flags, semaphores and notifications, or a wait with a timeout.
#pragma once

#include "hop/mutex.h"

#ifdef __cplusplus
extern "C" {
#endif

// Fields are private to libhop. All zeros: nobody waits.
struct hop_condition {
    struct hop_wait_queue waiters;
    struct hop_count signals;
    volatile bool all;
};

// No waiter. It must not be in use. Context: any.
void hop_condition_init(struct hop_condition *condition);

// Unlocks *mutex, waits, and locks it again, whatever the result, but HOP_DEADLOCK: it has not, since the owner waits for
// the caller. HOP_OWNER_DIED: as of hop_mutex_lock. HOP_NOT_OWNER: the caller does not hold it, nothing done.
// HOP_KILLED: see hop_task_kill. O(waiters). Context: task, else a panic.
int hop_condition_wait(struct hop_condition *condition, struct hop_mutex *mutex);

// The same for at most `milliseconds` (see hop_task_sleep), without the time for the
// mutex: HOP_TIMEOUT if that passed first. 0 only lets others have the mutex, for which it may wait then.
// HOP_INVALID above HOP_TIME_MAX.
int hop_condition_timed_wait(struct hop_condition *condition, struct hop_mutex *mutex,
                             uint32_t milliseconds);

// Wakes the most urgent waiter, in order among equals. O(1). Context: any, with the
// mutex or without.
void hop_condition_signal(struct hop_condition *condition);

// Wakes all. O(waiters). Context: any.
void hop_condition_broadcast(struct hop_condition *condition);

#ifdef __cplusplus
}
#endif
