// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reader/writer lock: several tasks read, or one writes. Rules as for a mutex: tasks only,
// released by the task that has it, given back when that dies.
//
// Readers and writers wait in order of priority, first in first out among equals. When it is a
// writer's turn it waits only for the readers that are inside, and tasks that come later
// wait for the writer.
//
// Priority inheritance is transitive, as for mutexes: a waiting task lends its priority to the writer
// ahead of it, and a writer lends it to the readers inside, one after the other. That is
// why a lock has a place for each reader that may be inside at once; a reader that finds no free place
// waits for one, and holds up those behind it.
// (A mere count of readers would be smaller, but readers could not inherit a priority, and a reader that
// has died would remain counted.)
//
// A writer that dies inside leaves the lock poisoned, and the next reader or writer is
// told. The death of a reader has no such effect.
#pragma once

#include "hop/mutex.h"

#ifdef __cplusplus
extern "C" {
#endif

// Places for readers, at most.
#define HOP_RWLOCK_READERS_MAX 32

// Fields are private to libhop, and guarded as those of a mutex.
struct hop_rwlock {
    struct hop_mutex gate; // a writer's from its turn on, a reader's as it enters
    struct hop_mutex *places;
    uint8_t place_count;
    uint8_t turn; // the place that was waited for last
};

// Initial value of one with static storage: `static struct hop_mutex places[4];
// static struct hop_rwlock lock = HOP_RWLOCK(places);`. The array is not to be used otherwise.
#define HOP_RWLOCK(array)                                                              \
    {                                                                                  \
        .gate = {0, {0, 0}, 0, false, false}, .places = (array),                       \
        .place_count = sizeof(array) / sizeof *(array), .turn = 0                      \
    }

// Makes it unlocked, with `count` places for readers. It must not be in use. HOP_INVALID: count is 0 or
// above HOP_RWLOCK_READERS_MAX, or places is NULL.
int hop_rwlock_init(struct hop_rwlock *lock, struct hop_mutex *places, unsigned count);

// Locks it for reading, waiting as long as it takes. HOP_OWNER_DIED: locked, but the last writer
// died. HOP_DEADLOCK: not locked, since the caller would wait for itself: it is the writer, or is a reader that
// a writer waits for. HOP_KILLED: not locked, see hop_task_kill. HOP_INVALID: the lock has no places, for example all zeros.
// O(waiters), O(readers), O(chain of owners). Context: task, else a panic.
int hop_rwlock_read_lock(struct hop_rwlock *lock);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that passed
// first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_rwlock_timed_read_lock(struct hop_rwlock *lock, uint32_t milliseconds);

// Never waits: HOP_BUSY if it would have to.
int hop_rwlock_try_read_lock(struct hop_rwlock *lock);

// As the calls of the same names above. HOP_DEADLOCK also for a reader.
int hop_rwlock_write_lock(struct hop_rwlock *lock);
int hop_rwlock_timed_write_lock(struct hop_rwlock *lock, uint32_t milliseconds);
int hop_rwlock_try_write_lock(struct hop_rwlock *lock);

// Undoes the caller's latest lock, for reading or for writing. HOP_NOT_OWNER: nothing done.
// O(readers). Context: task.
int hop_rwlock_unlock(struct hop_rwlock *lock);

// As hop_mutex_is_poisoned and hop_mutex_clear_poison; the latter is a writer's call.
bool hop_rwlock_is_poisoned(const struct hop_rwlock *lock);
int hop_rwlock_clear_poison(struct hop_rwlock *lock);

#ifdef __cplusplus
}
#endif
