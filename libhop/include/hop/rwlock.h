// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reader/writer lock: several tasks read, or one writes. Rules as for a mutex: tasks only,
// released by the task that has it, given back when that dies.
//
// Who comes waits in order of priority, first in first out among equals, readers and writers
// alike. From its turn on a writer waits for the readers inside only, and whoever comes later
// waits for the writer.
//
// Inheritance is that of mutexes, transitive: who waits lends its priority to the writer that
// is ahead of it, and a writer to the readers inside, for which it waits one after the other. That is
// why a lock is given a place for each reader that may be inside; a reader that finds none free
// waits for one of them, and holds up those behind it.
// (A mere count of readers would be smaller, but would lend them nothing, and one that
// has died would remain counted.)
//
// A writer that dies inside leaves the lock poisoned, and the next one, reader or writer, is
// told. Readers that die are not told of.
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
// above HOP_RWLOCK_READERS_MAX.
int hop_rwlock_init(struct hop_rwlock *lock, struct hop_mutex *places, unsigned count);

// To read, waiting as long as it takes. HOP_OWNER_DIED: it is the caller's, but the last writer
// died. HOP_DEADLOCK: not the caller's, it waits for itself: it writes, or reads already and a
// writer waits for it. HOP_KILLED: not the caller's, see hop_task_kill. HOP_INVALID: it has no places, as all zeros have.
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

// Ends what the caller began last, reading or writing. HOP_NOT_OWNER: nothing done.
// O(readers). Context: task.
int hop_rwlock_unlock(struct hop_rwlock *lock);

// As hop_mutex_is_poisoned and hop_mutex_clear_poison; the latter is a writer's call.
bool hop_rwlock_is_poisoned(const struct hop_rwlock *lock);
int hop_rwlock_clear_poison(struct hop_rwlock *lock);

#ifdef __cplusplus
}
#endif
