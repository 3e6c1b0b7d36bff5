// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reader/writer lock of mutexes: a reader passes the gate and keeps one place, a writer keeps
// the gate and all places. Places are waited for by who has the gate only, so a task waits
// for the gate or for one place, and the chain of owners is the mutexes' own.
#include "hop/rwlock.h"

#include "kernel/mutex.h"
#include "kernel/sched.h"
#include "kernel/time.h"
#include "kernel/wait.h"

// A wait in several parts.
struct patience {
    uint32_t milliseconds; // in all
    uint32_t begin;
};

static struct patience begin_waiting(uint32_t milliseconds)
{
    if (milliseconds > 0)
        hop_kernel_check_blocking("rwlock locked where blocking is not allowed");
    return (struct patience){.milliseconds = milliseconds, .begin = hop_time_now()};
}

static uint32_t what_is_left(const struct patience *patience)
{
    if (patience->milliseconds == HOP_WAIT_FOR_EVER)
        return HOP_WAIT_FOR_EVER;
    uint32_t gone = hop_time_now() - patience->begin;
    return gone < patience->milliseconds ? patience->milliseconds - gone : 0;
}

static bool is_acquired(int result)
{
    return result == HOP_OK || result == HOP_OWNER_DIED;
}

// `untold`: HOP_OWNER_DIED if the caller was told and does not tell.
static void leave_gate(struct hop_rwlock *lock, int untold)
{
    if (untold == HOP_OWNER_DIED)
        lock->gate.owner_died = true;
    hop_mutex_release(&lock->gate);
}

static int enter_place(struct hop_rwlock *lock, const struct patience *patience)
{
    for (unsigned i = 0; i < lock->place_count; i++) {
        if (is_acquired(hop_mutex_try_acquire(&lock->places[i])))
            return HOP_OK;
    }
    lock->turn = (uint8_t)((lock->turn + 1) % lock->place_count);
    return hop_mutex_acquire_within(&lock->places[lock->turn], what_is_left(patience));
}

static int lock_to_read(struct hop_rwlock *lock, uint32_t milliseconds)
{
    const struct patience patience = begin_waiting(milliseconds);
    if (!lock || lock->place_count == 0)
        return HOP_INVALID; // all zeros: it has not been made
    int told = hop_mutex_acquire_within(&lock->gate, milliseconds);
    if (!is_acquired(told))
        return told;
    int result = enter_place(lock, &patience);
    bool is_inside = is_acquired(result);
    leave_gate(lock, is_inside ? HOP_OK : told);
    return is_inside ? told : result;
}

static void leave_places(struct hop_rwlock *lock, unsigned count)
{
    while (count > 0)
        hop_mutex_release(&lock->places[--count]);
}

// Whoever is in the place waits for the writer: it reads, and wants to read again. It is the one that is told. True also where
// a wait has ended since, by its time: there is no circle any more.
static bool refuse_reader(struct hop_rwlock *lock, const struct hop_mutex *place)
{
    hop_kernel_enter();
    struct hop_task *reader = place->owner;
    bool waits_here = reader && reader->waits_for == &lock->gate;
    if (waits_here) {
        reader->waits_for = NULL;
        hop_wait_wake_task(reader, HOP_DEADLOCK);
        hop_mutex_update_priority(hop_sched.current); // who has the gate
    }
    bool is_over = waits_here || !hop_mutex_would_deadlock(place, hop_sched.current);
    hop_kernel_leave();
    return is_over;
}

static int empty_place(struct hop_rwlock *lock, struct hop_mutex *place, const struct patience *patience)
{
    int result;
    do
        result = hop_mutex_acquire_within(place, what_is_left(patience));
    while (result == HOP_DEADLOCK && refuse_reader(lock, place));
    return result;
}

static int lock_to_write(struct hop_rwlock *lock, uint32_t milliseconds)
{
    const struct patience patience = begin_waiting(milliseconds);
    if (!lock || lock->place_count == 0)
        return HOP_INVALID;
    int told = hop_mutex_acquire_within(&lock->gate, milliseconds);
    if (!is_acquired(told))
        return told;
    for (unsigned i = 0; i < lock->place_count; i++) {
        int result = empty_place(lock, &lock->places[i], &patience);
        if (!is_acquired(result)) {
            leave_places(lock, i);
            leave_gate(lock, told);
            return result;
        }
    }
    return told;
}

static int busy_for_timeout(int result)
{
    return result == HOP_TIMEOUT ? HOP_BUSY : result;
}

int hop_rwlock_init(struct hop_rwlock *lock, struct hop_mutex *places, unsigned count)
{
    if (!lock || !places || count == 0 || count > HOP_RWLOCK_READERS_MAX)
        return HOP_INVALID;
    for (unsigned i = 0; i < count; i++)
        hop_mutex_init(&places[i]);
    *lock = (struct hop_rwlock){.places = places, .place_count = (uint8_t)count};
    return HOP_OK;
}

HOP_CHECKED int hop_rwlock_read_lock(struct hop_rwlock *lock)
{
    return lock_to_read(lock, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_rwlock_timed_read_lock(struct hop_rwlock *lock, uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return lock_to_read(lock, milliseconds);
}

HOP_CHECKED int hop_rwlock_try_read_lock(struct hop_rwlock *lock)
{
    return busy_for_timeout(lock_to_read(lock, 0));
}

HOP_CHECKED int hop_rwlock_write_lock(struct hop_rwlock *lock)
{
    return lock_to_write(lock, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_rwlock_timed_write_lock(struct hop_rwlock *lock, uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return lock_to_write(lock, milliseconds);
}

HOP_CHECKED int hop_rwlock_try_write_lock(struct hop_rwlock *lock)
{
    return busy_for_timeout(lock_to_write(lock, 0));
}

static int leave_own_place(struct hop_rwlock *lock)
{
    int result = HOP_NOT_OWNER;
    for (unsigned i = 0; i < lock->place_count && result == HOP_NOT_OWNER; i++)
        result = hop_mutex_release(&lock->places[i]);
    return result;
}

// Who has the gate and is in no other call of this file writes.
HOP_CHECKED int hop_rwlock_unlock(struct hop_rwlock *lock)
{
    hop_kernel_check_task("a task's call in a handler");
    if (!lock)
        return HOP_INVALID;
    if (!hop_sched.current || lock->gate.owner != hop_sched.current)
        return leave_own_place(lock);
    leave_places(lock, lock->place_count);
    return hop_mutex_release(&lock->gate);
}

bool hop_rwlock_is_poisoned(const struct hop_rwlock *lock)
{
    return lock->gate.is_poisoned;
}

int hop_rwlock_clear_poison(struct hop_rwlock *lock)
{
    return hop_mutex_clear_poison(&lock->gate);
}
