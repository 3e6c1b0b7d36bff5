// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Condition variable: a task waits until another context signals that something may have
// changed; while it waits it does not hold the mutex that guards this. Signals are not
// remembered: one that finds no waiter is lost. A wait may also end without a signal, so wait
// in a loop that tests the condition. A handler cannot hold the mutex: its signal may come
// between the test and the wait, and is lost then. For events from handlers use
// flags, semaphores or notifications, or wait with a timeout.
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

// Unlocks *mutex, waits, and locks it again, whatever the result except HOP_DEADLOCK: it could not, since the owner waits for
// the caller. HOP_OWNER_DIED: as of hop_mutex_lock. HOP_NOT_OWNER: the caller does not hold it, nothing done.
// HOP_KILLED: see hop_task_kill. O(waiters). Context: task, else a panic.
int hop_condition_wait(struct hop_condition *condition, struct hop_mutex *mutex);

// The same for at most `milliseconds` (see hop_task_sleep), not counting the wait for the
// mutex: HOP_TIMEOUT if that passed first. 0 only gives others a chance to lock the mutex; the call may then wait for it.
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
