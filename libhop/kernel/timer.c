// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An order is a number that differs from the one before: its lowest bit says what is
// to be done, the others count. Whoever gives one stores it in one word; contexts that
// interrupt each other there may give the same number, and then one of them is the later
// order. The service compares with the number that it has carried out.
//
// The list is guarded by a mutex that the service holds while it calls back.
#include "hop/timer.h"

#include "hop/mutex.h"
#include "kernel/sched.h"
#include "kernel/semaphore.h"
#include "kernel/time.h"

enum { START = 1 };

static struct hop_timer *first;
static struct hop_mutex list_mutex;
// Something is to be looked at.
static struct hop_semaphore news = HOP_SEMAPHORE(0, 1);

// For the calling task to change the list; a callback's has it locked, and keeps it. HOP_KILLED; HOP_DEADLOCK: a callback
// that runs waits for the caller.
static int lock_list(bool *was_locked)
{
    hop_kernel_check_task("a timer made or removed in a handler");
    *was_locked = list_mutex.owner == hop_sched.current;
    if (*was_locked)
        return HOP_OK;
    int result = hop_mutex_lock(&list_mutex);
    return result == HOP_OWNER_DIED ? HOP_OK : result;
}

static void unlock_list(bool was_locked)
{
    if (!was_locked)
        hop_mutex_unlock(&list_mutex);
}

// Where the list has the timer, or its end.
static struct hop_timer **find_timer(const struct hop_timer *timer)
{
    struct hop_timer **link = &first;
    while (*link && *link != timer)
        link = &(*link)->next;
    return link;
}

// Field by field: a compound literal is made on the stack first. Who is killed on the way leaves it stopped.
static void stop_and_set(struct hop_timer *timer, const struct hop_timer_config *config)
{
    timer->runs = false;
    timer->order = timer->seen = 0;
    hop_softlock_fence();
    timer->config = *config;
    hop_softlock_fence();
}

HOP_CHECKED int hop_timer_init(struct hop_timer *timer, const struct hop_timer_config *config)
{
    if (!timer || !config || !config->callback || config->delay > HOP_TIME_MAX || config->period > HOP_TIME_MAX)
        return HOP_INVALID;
    bool was_locked;
    int result = lock_list(&was_locked);
    if (result != HOP_OK)
        return result;
    struct hop_timer **link = find_timer(timer);
    stop_and_set(timer, config);
    if (!*link)
        timer->next = NULL;
    *link = timer;
    unlock_list(was_locked);
    return HOP_OK;
}

HOP_CHECKED int hop_timer_remove(struct hop_timer *timer)
{
    bool was_locked;
    int result = lock_list(&was_locked);
    if (result != HOP_OK)
        return result;
    struct hop_timer **link = find_timer(timer);
    bool found = *link != NULL;
    if (found)
        *link = timer->next;
    unlock_list(was_locked);
    return found ? HOP_OK : HOP_INVALID;
}

static void give_order(struct hop_timer *timer, unsigned what)
{
    timer->order = ((timer->order | 1) + 1) | what;
    hop_semaphore_give(&news);
}

HOP_CHECKED void hop_timer_start(struct hop_timer *timer)
{
    hop_kernel_check_object(timer);
    timer->started_at = hop_time_now();
    hop_softlock_fence();
    give_order(timer, START);
}

HOP_CHECKED void hop_timer_stop(struct hop_timer *timer)
{
    hop_kernel_check_object(timer);
    give_order(timer, 0);
}

static void carry_out_order(struct hop_timer *timer)
{
    uint32_t order = timer->order;
    if (order == timer->seen)
        return;
    timer->seen = order;
    timer->runs = (order & START) != 0;
    timer->due = timer->started_at + timer->config.delay;
}

static void carry_out_orders(void)
{
    for (struct hop_timer *timer = first; timer; timer = timer->next)
        carry_out_order(timer);
}

// The running timer that is due first, NULL: none runs. Seen from `now`, of which each is at most HOP_TIME_MAX away: of
// each other they may be further.
static struct hop_timer *find_next(uint32_t now)
{
    struct hop_timer *next = NULL;
    for (struct hop_timer *timer = first; timer; timer = timer->next)
        if (timer->runs && (!next || (int32_t)(timer->due - now) < (int32_t)(next->due - now)))
            next = timer;
    return next;
}

// What is due next is said before the call, which may not come back, or may change it.
static void call_back(struct hop_timer *timer)
{
    struct hop_timer_config config = timer->config;
    timer->due += config.period;
    timer->runs = config.period != 0;
    config.callback(config.argument);
}

// Calls what is due first: true, and there may be more. False: nothing is, until *due. The time is
// looked at when no order is carried out any more: none begins later.
static bool call_next(uint32_t *due)
{
    carry_out_orders();
    uint32_t now = hop_time_counted();
    struct hop_timer *next = find_next(now);
    *due = next ? next->due : now + HOP_TIME_MAX;
    if ((int32_t)(*due - now) > 0)
        return false;
    call_back(next);
    return true;
}

// Between two calls whoever waits for the list has it: calls may always be behind.
void hop_timer_service(void *unused)
{
    (void)unused;
    for (;;) {
        if (hop_mutex_lock(&list_mutex) == HOP_KILLED)
            continue;
        uint32_t due;
        bool has_called = call_next(&due);
        hop_mutex_unlock(&list_mutex);
        if (!has_called)
            (void)hop_semaphore_take_until(&news, due);
    }
}
