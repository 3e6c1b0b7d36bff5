// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the rest of libhop asks of mutexes.
#pragma once

#include "hop/mutex.h"
#include "hop/task.h"

// The public calls without their entry check, for callers that were checked or
// must not be: hop_mutex_lock, hop_mutex_try_lock, hop_mutex_unlock. A kill does not end
// the wait of the first, and while preemption is suspended it takes what is free.
int hop_mutex_acquire(struct hop_mutex *mutex);
int hop_mutex_try_acquire(struct hop_mutex *mutex);
int hop_mutex_release(struct hop_mutex *mutex);
// hop_mutex_timed_lock; HOP_WAIT_FOR_EVER: hop_mutex_lock.
int hop_mutex_acquire_within(struct hop_mutex *mutex, uint32_t milliseconds);

// The following need the kernel lock.

// True if waiting for `mutex` would make `self` wait for itself.
bool hop_mutex_would_deadlock(const struct hop_mutex *mutex, const struct hop_task *self);

// Takes a waiting task out of its mutex's queue, without the mutex.
void hop_mutex_give_up(struct hop_task *task);

// Releases everything that a dead task holds but for `kept`, and returns how many; the next owners are told.
unsigned hop_mutex_release_all(struct hop_task *task, const struct hop_mutex *kept);

// Sets the effective priority to what base priority and inheritance ask for,
// and passes the change on to the owners that the task waits for.
// O(chain of owners * mutexes held).
void hop_mutex_update_priority(struct hop_task *task);
