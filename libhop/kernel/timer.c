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
#include "hop/semaphore.h"
#include "kernel/sched.h"
#include "kernel/time.h"

enum { START = 1 };

static struct hop_timer *first;
static struct hop_mutex list_mutex;
// Something is to be looked at.
static struct hop_semaphore news = HOP_SEMAPHORE(0, 1);

// A callback comes here with the mutex held. `*is_locked`: to be unlocked.
static int lock_list(bool *is_locked)
{
    int result = hop_mutex_lock(&list_mutex);
    *is_locked = result != HOP_DEADLOCK;
    return result == HOP_KILLED ? HOP_KILLED : HOP_OK;
}

static void unlock_list(bool is_locked)
{
    if (is_locked)
        hop_mutex_unlock(&list_mutex);
}

HOP_CHECKED int hop_timer_init(struct hop_timer *timer, const struct hop_timer_config *config)
{
    if (!config->callback || config->delay > HOP_TIME_MAX || config->period > HOP_TIME_MAX)
        return HOP_INVALID;
    bool is_locked;
    if (lock_list(&is_locked) != HOP_OK)
        return HOP_KILLED;
    *timer = (struct hop_timer){.next = first, .config = *config};
    first = timer;
    unlock_list(is_locked);
    return HOP_OK;
}

HOP_CHECKED int hop_timer_remove(struct hop_timer *timer)
{
    bool is_locked;
    if (lock_list(&is_locked) != HOP_OK)
        return HOP_KILLED;
    struct hop_timer **link = &first;
    while (*link && *link != timer)
        link = &(*link)->next;
    bool found = *link != NULL;
    if (found)
        *link = timer->next;
    unlock_list(is_locked);
    return found ? HOP_OK : HOP_INVALID;
}

static void give_order(struct hop_timer *timer, unsigned what)
{
    timer->order = ((timer->order | 1) + 1) | what;
    hop_semaphore_give(&news);
}

HOP_CHECKED void hop_timer_start(struct hop_timer *timer)
{
    timer->started_at = hop_time_now();
    hop_softlock_fence();
    give_order(timer, START);
}

HOP_CHECKED void hop_timer_stop(struct hop_timer *timer)
{
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

// The running timer that is due first, NULL: none runs.
static struct hop_timer *find_next(void)
{
    struct hop_timer *next = NULL;
    for (struct hop_timer *timer = first; timer; timer = timer->next) {
        carry_out_order(timer);
        if (timer->runs && (!next || (int32_t)(timer->due - next->due) < 0))
            next = timer;
    }
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

// Calls what is due. Returns the milliseconds until something is, or HOP_TIME_MAX.
static uint32_t call_all_due(void)
{
    for (;;) {
        struct hop_timer *next = find_next();
        if (!next)
            return HOP_TIME_MAX;
        int32_t left = (int32_t)(next->due - hop_time_counted());
        if (left > 0)
            return (uint32_t)left;
        call_back(next);
    }
}

void hop_timer_service(void *unused)
{
    (void)unused;
    for (;;) {
        if (hop_mutex_lock(&list_mutex) == HOP_KILLED)
            continue;
        uint32_t wait = call_all_due();
        hop_mutex_unlock(&list_mutex);
        (void)hop_semaphore_timed_take(&news, wait);
    }
}
