// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutexes. Invariants, all under the kernel lock:
//  - a mutex with waiters has an owner: unlock hands over, nobody barges in;
//  - a mutex with an owner is in the owner's `held` list, exactly once;
//  - a task's priority is the highest of its base priority and the priorities
//    of the first waiters of the mutexes it holds, or, suspended, that of the idle task;
//  - waiter -> waits_for -> owner has no cycle: lock refuses the last step.
// Between the lines of one function they may be broken.
//
// Only tasks, which suspend the scheduler, lock and unlock. What the tick does to a mutex,
// under the kernel lock, is to take a waiter out of its queue, and to walk the list of
// what its owner holds. So a mutex that has no waiter is taken and given back
// under no lock: the list is right after each store.
#include "kernel/mutex.h"

#include "kernel/kill.h"
#include "kernel/preemption.h"
#include "kernel/sched.h"
#include "kernel/suspend.h"
#include "kernel/time.h"
#include "kernel/wait.h"

static uint8_t deserved_priority(const struct hop_task *task)
{
    if (hop_suspension_applies(task))
        return HOP_PRIORITY_IDLE;
    uint8_t priority = task->base_priority;
    for (struct hop_mutex *mutex = task->held; mutex; mutex = mutex->next_held)
        if (mutex->waiters.first && mutex->waiters.first->priority > priority)
            priority = mutex->waiters.first->priority;
    return priority;
}

static void set_priority(struct hop_task *task, uint8_t priority)
{
    if (task->state == HOP_TASK_READY) {
        hop_sched_reprioritize(task, priority);
        return;
    }
    task->priority = priority;
    if (task->queue)
        hop_wait_reorder(task);
}

void hop_mutex_update_priority(struct hop_task *task)
{
    for (;;) {
        uint8_t priority = deserved_priority(task);
        if (priority == task->priority)
            return;
        set_priority(task, priority);
        if (!task->waits_for)
            return;
        task = task->waits_for->owner;
    }
}

static void own(struct hop_mutex *mutex, struct hop_task *task)
{
    mutex->owner = task;
    mutex->next_held = task->held;
    hop_softlock_fence();
    task->held = mutex;
}

// The new owner's result: HOP_OWNER_DIED once after a death.
static int take_over(struct hop_mutex *mutex, struct hop_task *task)
{
    own(mutex, task);
    bool died = mutex->owner_died;
    mutex->owner_died = false;
    return died ? HOP_OWNER_DIED : HOP_OK;
}

static void disown(struct hop_mutex *mutex)
{
    struct hop_mutex **link = &mutex->owner->held;
    while (*link != mutex) {
        hop_assert(*link != NULL, "mutex: not in its owner's list");
        link = &(*link)->next_held;
    }
    *link = mutex->next_held;
    mutex->owner = NULL;
}

static void hand_over(struct hop_mutex *mutex)
{
    disown(mutex);
    struct hop_task *next = mutex->waiters.first;
    if (!next)
        return;
    next->waits_for = NULL;
    hop_wait_wake_task(next, take_over(mutex, next));
    if (next->suspension)
        hop_mutex_update_priority(next); // the mutex may be the unwinder's
}

void hop_mutex_give_up(struct hop_task *task)
{
    struct hop_mutex *mutex = task->waits_for;
    hop_wait_remove(task);
    task->waits_for = NULL;
    hop_mutex_update_priority(mutex->owner);
}

// One that was on a stack whose content is lost is not looked at, nor what is behind it.
unsigned hop_mutex_release_all(struct hop_task *task, const struct hop_mutex *kept)
{
    unsigned count = 0;
    struct hop_mutex **link = &task->held;
    while (*link && (*link)->owner == task) {
        struct hop_mutex *mutex = *link;
        if (mutex == kept) {
            link = &mutex->next_held;
            continue;
        }
        mutex->owner_died = true;
        mutex->is_poisoned = true;
        hand_over(mutex);
        count++;
    }
    *link = NULL;
    if (count > 0)
        hop_mutex_update_priority(task);
    return count;
}

// The chain is finite, since no cycle exists yet.
bool hop_mutex_would_deadlock(const struct hop_mutex *mutex, const struct hop_task *self)
{
    while (mutex && mutex->owner) {
        if (mutex->owner == self)
            return true;
        mutex = mutex->owner->waits_for;
    }
    return false;
}

// Leaves the ready queue for the mutex's; the wait itself is hop_kernel_leave.
static void start_waiting(struct hop_mutex *mutex, struct hop_task *self)
{
    hop_sched_block(HOP_TASK_WAITING);
    self->waits_for = mutex;
    hop_wait_insert(&mutex->waiters, self);
    hop_mutex_update_priority(mutex->owner);
}

static int take_if_free(struct hop_mutex *mutex)
{
    struct hop_task *self = hop_sched.current;
    if (!mutex->owner)
        return take_over(mutex, self);
    return mutex->owner == self ? HOP_DEADLOCK : HOP_BUSY;
}

// With the scheduler suspended, which it resumes. `firm`: a kill does not end the wait.
static int wait_for_owner(struct hop_mutex *mutex, uint32_t milliseconds, bool firm)
{
    struct hop_task *self = hop_sched.current;
    hop_kernel_lock();
    if (hop_mutex_would_deadlock(mutex, self)) {
        hop_kernel_leave();
        return HOP_DEADLOCK;
    }
    self->firm = firm;
    start_waiting(mutex, self);
    if (milliseconds != HOP_WAIT_FOR_EVER)
        hop_sleep_insert(self, hop_time_now() + milliseconds);
    hop_kill_look(self);
    hop_kernel_leave();
    return self->wait_result;
}

static const char lock_refused[] = "mutex lock where blocking is not allowed";

static int lock(struct hop_mutex *mutex, uint32_t milliseconds, bool firm)
{
    hop_wait_begin(lock_refused);
    int result = take_if_free(mutex);
    if (result == HOP_BUSY)
        return wait_for_owner(mutex, milliseconds, firm);
    hop_sched_resume_last();
    return result;
}

bool hop_mutex_is_poisoned(const struct hop_mutex *mutex)
{
    return mutex->is_poisoned;
}

int hop_mutex_clear_poison(struct hop_mutex *mutex)
{
    if (mutex->owner != hop_sched.current)
        return HOP_NOT_OWNER;
    mutex->is_poisoned = false;
    return HOP_OK;
}

void hop_mutex_init(struct hop_mutex *mutex)
{
    *mutex = (struct hop_mutex){.owner = NULL};
}

HOP_CHECKED int hop_mutex_lock(struct hop_mutex *mutex)
{
    if (!mutex)
        return HOP_INVALID;
    return lock(mutex, HOP_WAIT_FOR_EVER, false);
}

HOP_CHECKED int hop_mutex_timed_lock(struct hop_mutex *mutex,
                                     uint32_t milliseconds)
{
    if (!mutex || milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return hop_mutex_acquire_within(mutex, milliseconds);
}

HOP_CHECKED int hop_mutex_try_lock(struct hop_mutex *mutex)
{
    if (!mutex)
        return HOP_INVALID;
    return hop_mutex_try_acquire(mutex);
}

HOP_CHECKED int hop_mutex_unlock(struct hop_mutex *mutex)
{
    return hop_mutex_release(mutex);
}

int hop_mutex_acquire_within(struct hop_mutex *mutex, uint32_t milliseconds)
{
    if (milliseconds > 0)
        return lock(mutex, milliseconds, false);
    int result = hop_mutex_try_acquire(mutex);
    return result == HOP_BUSY ? HOP_TIMEOUT : result;
}

// Who dies while it keeps others from running finds the unwinder's mutex free; so may locks
// of the C library be.
static int acquire_if_free(struct hop_mutex *mutex)
{
    int result = hop_mutex_try_acquire(mutex);
    if (result == HOP_BUSY)
        hop_kernel_refuse(lock_refused);
    return result;
}

int hop_mutex_acquire(struct hop_mutex *mutex)
{
    if (hop_preemption_is_off())
        return acquire_if_free(mutex);
    return lock(mutex, HOP_WAIT_FOR_EVER, true);
}

int hop_mutex_try_acquire(struct hop_mutex *mutex)
{
    hop_kernel_check_task("a task's call in a handler");
    if (!hop_sched.current)
        return HOP_CONTEXT;
    hop_sched_suspend();
    int result = take_if_free(mutex);
    hop_sched_resume();
    return result;
}

static void release_to_waiter(struct hop_mutex *mutex)
{
    hop_kernel_lock();
    hand_over(mutex);
    hop_mutex_update_priority(hop_sched.current);
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
}

int hop_mutex_release(struct hop_mutex *mutex)
{
    hop_kernel_check_task("a task's call in a handler");
    struct hop_task *self = hop_sched.current;
    if (!self || mutex->owner != self)
        return HOP_NOT_OWNER;
    hop_sched_suspend();
    if (mutex->waiters.first)
        release_to_waiter(mutex);
    else
        disown(mutex);
    hop_sched_resume();
    return HOP_OK;
}
