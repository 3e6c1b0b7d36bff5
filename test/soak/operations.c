// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What tasks do: a step is one operation, which may have another one inside, on an object that is chosen at random.
// Each wait has an end. What a scope holds its cleanup gives back, or nobody does, and then the next owner is told.
#include "../Inputs/go_deeper.h"
#include "soak.h"

#define CLEANUP(function) __attribute__((cleanup(function)))

enum { DEEPEST = 2, LONGEST = 6 };

struct hop_task workers[WORKERS];
struct hop_task *children[CHILDREN];
volatile bool is_stopping;
volatile uint32_t steps[ACTORS], moves[CONTEXTS];
static volatile bool parked[WORKERS];
static volatile bool may_be_killed_now[ACTORS];
static bool in_region[ACTORS];
volatile bool was_killed_now[ACTORS];

static void step(unsigned self, unsigned depth);

struct hop_task *actor(unsigned number)
{
    return number < WORKERS ? &workers[number] : children[number - WORKERS];
}

bool worker_is_parked(unsigned number)
{
    return parked[number];
}

// Before it goes on: who sees it go on sees this, too.
void actor_resume(unsigned context, unsigned number)
{
    moves[context]++;
    hop_task_resume(actor(number));
}

void actor_kill(unsigned context, unsigned number)
{
    moves[context]++;
    if (!may_be_killed_now[number]) {
        hop_task_kill(actor(number), "soak");
        return;
    }
    was_killed_now[number] = true;
    hop_task_kill_now(actor(number), "soak");
}

static uint32_t some_time(unsigned self)
{
    return random_below(self, LONGEST);
}

static bool is_held(int result)
{
    return result == HOP_OK || result == HOP_OWNER_DIED;
}

// ---- Locks.

// What is marked is what it gives back. One that dies between its lock and its mark leaves both to the kernel.
struct hold {
    unsigned self, number;
    bool is_open;
};

static void release(struct hold *hold)
{
    if (!hold->is_open)
        return;
    hold->is_open = false;
    leave(hold->self, hold->number);
    hop_mutex_unlock(&mutexes[hold->number]);
}

static void lock_in_scope(unsigned self, unsigned depth)
{
    CLEANUP(release) struct hold hold = {self, random_below(self, MUTEXES), false};
    int result = hop_mutex_timed_lock(&mutexes[hold.number], some_time(self));
    if (!is_held(result))
        return;
    enter(self, hold.number, result);
    hold.is_open = true;
    step(self, depth);
}

// If it dies inside nobody gives it back, but the kernel.
static void lock_without_scope(unsigned self, unsigned depth)
{
    unsigned number = random_below(self, MUTEXES);
    int result = random_below(self, 2) ? hop_mutex_lock(&mutexes[number]) : hop_mutex_try_lock(&mutexes[number]);
    if (!is_held(result))
        return;
    enter(self, number, result);
    step(self, depth);
    leave(self, number);
    hop_mutex_unlock(&mutexes[number]);
}

static void wait_for_condition(unsigned self)
{
    CLEANUP(release) struct hold hold = {self, 0, false};
    int result = hop_mutex_timed_lock(&mutexes[0], some_time(self));
    if (!is_held(result))
        return;
    enter(self, 0, result);
    leave(self, 0);
    result = hop_condition_timed_wait(&condition, &mutexes[0], some_time(self));
    enter(self, 0, result);
    hold.is_open = true;
}

static void stop_reading(struct hold *hold)
{
    if (!hold->is_open)
        return;
    leave_reading(hold->self);
    hop_rwlock_unlock(&rwlock);
}

static void read_in_scope(unsigned self, unsigned depth)
{
    CLEANUP(stop_reading) struct hold hold = {self, 0, false};
    if (!is_held(hop_rwlock_timed_read_lock(&rwlock, some_time(self))))
        return;
    enter_reading(self);
    hold.is_open = true;
    step(self, depth);
}

static void stop_writing(struct hold *hold)
{
    if (!hold->is_open)
        return;
    leave_writing(hold->self);
    hop_rwlock_unlock(&rwlock);
}

static void write_in_scope(unsigned self, unsigned depth)
{
    CLEANUP(stop_writing) struct hold hold = {self, 0, false};
    int result = hop_rwlock_timed_write_lock(&rwlock, some_time(self));
    if (!is_held(result))
        return;
    enter_writing(self, result);
    hold.is_open = true;
    step(self, depth);
}

// ---- What comes for one task.

static void take(unsigned self, unsigned number)
{
    took(self, TAKEN + number, hop_semaphore_timed_take(&semaphores[number], some_time(self)), 1);
}

static void receive(unsigned self, unsigned number)
{
    uint32_t item = 0;
    int result = hop_channel_timed_receive(&channels[number], &item, some_time(self));
    took(self, RECEIVED + number, result, item);
}

static void send(unsigned self, unsigned number)
{
    uint32_t item = 1 + random_below(self, 1000);
    if (hop_channel_timed_send(&channels[number], &item, some_time(self)) == HOP_OK)
        put[RECEIVED + number][self] += item;
}

static void wait_for_notification(unsigned self)
{
    if (self < WORKERS)
        took(self, NOTIFIED + self, hop_notification_timed_wait(some_time(self)), 1);
}

static void wait_for_flags(unsigned self)
{
    uint32_t bits = 1u << random_below(self, 4) | 1u << random_below(self, 4);
    hop_flags_timed_wait(&flags, &bits, random_below(self, 4), some_time(self));
}

// Not early; how late depends on who else runs.
static void sleep(unsigned self)
{
    uint32_t time = 1 + some_time(self), begin = hop_time_ticks();
    if (hop_task_sleep(time) == HOP_OK && hop_time_ticks() - begin < time)
        complain("a sleep was too short");
}

// ---- What is done to tasks.

static void use_task(unsigned self)
{
    unsigned number = random_below(self, WORKERS);
    switch (random_below(self, 8)) {
    case 0:
        hop_task_set_priority(&workers[number], HOP_PRIORITY_MAIN - 4 + random_below(self, 8));
        return;
    case 1:
        hop_task_suspend(&workers[number]);
        return;
    case 2:
        hop_task_timed_join(&workers[number], some_time(self));
        return;
    case 3:
        return actor_kill(self, number);
    default:
        return actor_resume(self, number);
    }
}

static void notify_others(unsigned self)
{
    notify(self, random_below(self, WORKERS));
    hop_flags_set(&flags, 1u << random_below(self, 4));
    hop_condition_signal(&condition);
}

static void use_timer(unsigned self)
{
    struct hop_timer *timer = &timers[random_below(self, TIMERS)];
    if (random_below(self, 4))
        hop_timer_start(timer);
    else
        hop_timer_stop(timer);
}

// ---- Ways to die, and regions in which one does not.

// Without a call, and with nothing held that has a mark: who kills it now loses nothing.
static void loop(unsigned self, unsigned depth)
{
    if (depth != 1)
        return;
    may_be_killed_now[self] = true;
    for (uint32_t begin = hop_time_ticks(); hop_time_ticks() - begin < 2;)
        ;
    may_be_killed_now[self] = false;
}

static void die(unsigned self)
{
    if (random_below(self, 8) != 0)
        return;
    if (in_region[self] || random_below(self, 2) == 0)
        hop_panic("soak");
    go_deeper(); // in a region it would use up the reserve, and cleanups would be given up
}

static void step_in_region(unsigned self, unsigned depth)
{
    bool before = in_region[self];
    in_region[self] = true;
    HOP_WITH_KILL_DEFERRED
        step(self, depth);
    in_region[self] = before;
}

static void hold_processor(unsigned self)
{
    HOP_WITH_PREEMPTION_SUSPENDED {
        uint32_t before = 0;
        for (unsigned i = 0; i < ACTORS; i++)
            before += steps[i];
        give(self, 0);
        notify_others(self);
        for (unsigned i = 0; i < ACTORS; i++)
            before -= steps[i];
        if (before != 0)
            complain("another task ran while preemption was suspended");
    }
}

static void wait(unsigned self)
{
    unsigned number = random_below(self, 2);
    switch (random_below(self, 7)) {
    case 0:
        return take(self, number);
    case 1:
        return receive(self, number);
    case 2:
        return send(self, number);
    case 3:
        return wait_for_notification(self);
    case 4:
        return wait_for_flags(self);
    case 5:
        return hop_task_yield();
    default:
        return sleep(self);
    }
}

static void lock(unsigned self, unsigned depth)
{
    switch (random_below(self, 4)) {
    case 0:
        return lock_in_scope(self, depth);
    case 1:
        return lock_without_scope(self, depth);
    case 2:
        return random_below(self, 3) ? read_in_scope(self, depth) : write_in_scope(self, depth);
    default:
        // It gives one mutex back, and must not hold another one meanwhile.
        return depth == 1 ? wait_for_condition(self) : lock_in_scope(self, depth);
    }
}

static void do_what_does_not_wait(unsigned self)
{
    unsigned number = random_below(self, 2);
    switch (random_below(self, 6)) {
    case 0:
        return give(self, number);
    case 1:
        return try_send(self, number, 1 + random_below(self, 1000));
    case 2:
        return notify_others(self);
    case 3:
        return use_timer(self);
    case 4:
        return hold_processor(self);
    default:
        return handler_raise(9 + number);
    }
}

static void step(unsigned self, unsigned depth)
{
    steps[self]++;
    if (is_stopping)
        return;
    switch (random_below(self, depth < DEEPEST ? 12 : 8)) {
    case 0:
    case 1:
    case 2:
        return wait(self);
    case 3:
    case 4:
        return do_what_does_not_wait(self);
    case 5:
        return use_task(self);
    case 6:
        return die(self);
    case 7:
        return loop(self, depth + 1);
    case 8:
        return step_in_region(self, depth + 1);
    default:
        return lock(self, depth + 1);
    }
}

// Whatever life of the task it is.
void work(void *number)
{
    unsigned self = (unsigned)(uintptr_t)number;
    may_be_killed_now[self] = in_region[self] = false;
    for (;;) {
        parked[self] = false;
        while (!is_stopping)
            step(self, 0);
        parked[self] = true;
        while (is_stopping) {
            got[NOTIFIED + self][self] += hop_notification_clear();
            hop_task_sleep(1);
        }
    }
}

void work_a_bit(void *number)
{
    unsigned self = (unsigned)(uintptr_t)number;
    may_be_killed_now[self] = in_region[self] = false;
    for (unsigned left = random_below(self, 40); left > 0 && !is_stopping; left--)
        step(self, 0);
    if (random_below(self, 2))
        hop_task_exit();
}
