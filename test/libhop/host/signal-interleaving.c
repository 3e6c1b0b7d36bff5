// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %libhop/kernel/semaphore.c %libhop/kernel/count.c %libhop/kernel/notification.c %libhop/kernel/flags.c %libhop/kernel/condition.c %libhop/kernel/mutex.c %libhop/kernel/wait.c %libhop/kernel/pend.c %libhop/kernel/sched.c %libhop/kernel/ready_queue.c %libhop/kernel/time.c %libhop/kernel/softlock.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Semaphores, notifications, event flags, conditions and what they stand on, under every
// interleaving of tasks and two handlers, which all call them (Inputs/interleaving.h),
// and some of three. Results have to be those of calls in some order, and no task may
// wait for what has come.
#include "hop/condition.h"
#include "hop/flags.h"
#include "hop/notification.h"
#include "hop/semaphore.h"
#include "hop/time.h"

#include "Inputs/scenario.h"

#include <string.h>

// ---- Semaphores

enum { GIVE, TAKE };

static struct hop_semaphore semaphore;
static unsigned units;

static void set_up(unsigned initial, unsigned max)
{
    units = initial;
    hop_semaphore_init(&semaphore, initial, max);
}

static void none_of_one(void)
{
    set_up(0, 1);
}

static void one_of_two(void)
{
    set_up(1, 2);
}

static void one_of_one(void)
{
    set_up(1, 1);
}

static void none_of_many(void)
{
    set_up(0, 8);
}

static void give(void)
{
    struct call *call = call_begin(GIVE, 0);
    call_end(call, hop_semaphore_give(&semaphore));
}

static void give_five(void)
{
    for (unsigned i = 0; i < 5; i++)
        give();
}

static void try_take(void)
{
    struct call *call = call_begin(TAKE, 0);
    call_end(call, hop_semaphore_try_take(&semaphore));
}

static void take(void)
{
    struct call *call = call_begin(TAKE, 0);
    call_end(call, hop_semaphore_take(&semaphore));
}

static void timed_take(void)
{
    struct call *call = call_begin(TAKE, 0);
    call_end(call, hop_semaphore_timed_take(&semaphore, 1));
}

static int64_t step_semaphore(int64_t state, const struct call *call)
{
    if (call->kind == GIVE && call->result == HOP_OK)
        return state < semaphore.max ? state + 1 : -1;
    if (call->kind == GIVE)
        return call->result == HOP_FULL && state == semaphore.max ? state : -1;
    if (call->result == HOP_OK)
        return state - 1;
    return state == 0 ? state : -1;
}

static void check_semaphore(void)
{
    unsigned left = hop_semaphore_count(&semaphore);
    history_check(step_semaphore, units, left);
    if (semaphore.takers.first && left > 0)
        end("a task waits, and there is a unit");
}

static void check_no_taker_waits(void)
{
    check_semaphore();
    no_task_waits();
}

// ---- Notifications

static unsigned notified, notifications_taken;

static void no_notification(void)
{
    notified = notifications_taken = 0;
}

static void notify(void)
{
    if (hop_task_notify(&tasks[0].task) == HOP_OK)
        notified++;
}

static void be_notified(void)
{
    if (hop_notification_wait() == HOP_OK)
        notifications_taken++;
}

static void take_notifications(void)
{
    notifications_taken += hop_notification_clear();
}

static void check_notifications(void)
{
    int left = 0;
    for (unsigned i = 0; i < HOP_NESTING; i++)
        left += tasks[0].task.notified.words[i];
    if (notifications_taken + (unsigned)left != notified)
        end("a notification is lost");
    if (left > 0 && !has_ended(0))
        end("the task waits, and is notified");
}

static void many_records(void)
{
    none_of_many();
    no_notification();
}

// ---- Event flags

enum { SET, CLEAR, FLAGS = 3 };

static struct hop_flags flags;

// A call for each of two flags: only what happens to one has an order.
struct flag_calls {
    struct call *call[2];
};

static struct flag_calls begin(int kind, uint32_t bits)
{
    struct flag_calls calls;
    for (unsigned i = 0; i < 2; i++)
        calls.call[i] = call_begin(kind, (int)(bits & 1u << i));
    return calls;
}

static void returned(struct flag_calls calls, uint32_t bits)
{
    for (unsigned i = 0; i < 2; i++)
        call_end(calls.call[i], (int)(bits & 1u << i));
}

static void set(uint32_t bits)
{
    struct flag_calls calls = begin(SET, bits);
    hop_flags_set(&flags, bits);
    returned(calls, 0);
}

static void set_first(void)
{
    set(1);
}

static void set_second(void)
{
    set(2);
}

static void set_both(void)
{
    set(FLAGS);
}

static void clear_both(void)
{
    struct flag_calls calls = begin(CLEAR, FLAGS);
    returned(calls, hop_flags_clear(&flags, FLAGS));
}

static void wait_for_any(void)
{
    uint32_t bits = FLAGS;
    struct flag_calls calls = begin(CLEAR, FLAGS);
    hop_flags_wait(&flags, &bits, HOP_FLAGS_ANY);
    returned(calls, bits);
    if (bits == 0)
        end("a wait ended without a flag");
}

static void wait_for_all(void)
{
    uint32_t bits = FLAGS;
    struct flag_calls calls = begin(CLEAR, FLAGS);
    hop_flags_wait(&flags, &bits, HOP_FLAGS_ALL);
    returned(calls, bits);
    if (bits != FLAGS)
        end("a wait ended without one of the flags");
}

static int64_t step_flags(int64_t state, const struct call *call)
{
    if (call->kind == SET)
        return state | call->argument;
    return (state & call->argument) == call->result ? state & ~call->argument : -1;
}

static uint32_t initial_flags;

static void no_flags(void)
{
    initial_flags = 0;
    hop_flags_init(&flags);
}

static void first_flag(void)
{
    no_flags();
    hop_flags_set(&flags, initial_flags = 1);
}

static void check_flags(void)
{
    history_check(step_flags, initial_flags, hop_flags_get(&flags));
}

static void check_any_flag(void)
{
    check_flags();
    if (flags.waiters.first && hop_flags_get(&flags) != 0)
        end("a task waits, and a flag is set");
}

static void check_all_flags(void)
{
    check_flags();
    no_task_waits();
}

// ---- Conditions

static struct hop_condition condition;
static struct hop_mutex mutex;
static unsigned ended, to_end; // waits, and those that signals have to end

static void nobody_waits(void)
{
    hop_condition_init(&condition);
    hop_mutex_init(&mutex);
    ended = to_end = 0;
}

static void wait_for_signal(void)
{
    hop_mutex_lock(&mutex);
    hop_condition_wait(&condition, &mutex);
    ended++;
    hop_mutex_unlock(&mutex);
}

static void timed_wait_for_signal(void)
{
    hop_mutex_lock(&mutex);
    hop_condition_timed_wait(&condition, &mutex, 1);
    ended++;
    hop_mutex_unlock(&mutex);
}

static unsigned waits_begun(void)
{
    unsigned count = ended;
    for (struct hop_task *task = condition.waiters.first; task; task = task->next)
        count++;
    return count;
}

// One of those who wait; that a wait ends by itself is allowed.
static void signal_one(void)
{
    if (to_end < waits_begun())
        to_end++;
    hop_condition_signal(&condition);
}

static void signal_all(void)
{
    to_end = waits_begun();
    hop_condition_broadcast(&condition);
}

static void check_signals(void)
{
    if (ended < to_end)
        end("a signal is lost");
    if (mutex.owner)
        end("the mutex has an owner");
}

static void check_no_wait(void)
{
    check_signals();
    no_task_waits();
}

// ---- Everything

static const struct scenario scenarios[] = {
    {"a unit for who waits", none_of_one, check_no_taker_waits,
     {{take}, {try_take}}, {{give}, {give, try_take, give}}},
    {"at the maximum", one_of_one, check_semaphore,
     {{give, try_take}}, {{try_take, try_take}, {give, try_take}, {try_take, give}}},
    {"nothing there", none_of_many, check_semaphore,
     {{try_take, give}}, {{give, try_take}, {try_take, give}, {give, give, try_take}}},
    {"taken back", one_of_two, check_semaphore,
     {{try_take}}, {{give}, {try_take, try_take}, {try_take}}},
    {"many units", none_of_many, check_no_taker_waits,
     {{take, take, take}, {take, take, take}}, {{give_five}, {give}}},
    {"more than records", many_records, check_no_taker_waits,
     {{be_notified}, {take}}, {{give_five, notify}, {give}}},
    {"a unit or the tick", none_of_one, check_no_taker_waits,
     {{timed_take}, {timed_take}}, {{hop_time_tick}, {give}}, .tick_first = true},
    {"notifications", no_notification, check_notifications,
     {{be_notified, take_notifications, be_notified}, {notify}}, {{notify}, {notify}}},
    {"all flags", no_flags, check_all_flags,
     {{wait_for_all}, {set_first}}, {{set_first}, {set_second}}},
    {"any flag", no_flags, check_any_flag,
     {{wait_for_any}, {wait_for_any, clear_both}}, {{set_both}, {set_second}}},
    {"flags taken", first_flag, check_flags,
     {{clear_both, clear_both}}, {{set_both}, {set_first}}},
    {"one signal each", nobody_waits, check_signals,
     {{wait_for_signal}, {wait_for_signal}}, {{signal_one}, {signal_one}}},
    {"a signal for all", nobody_waits, check_signals,
     {{wait_for_signal}, {wait_for_signal}}, {{signal_all}, {signal_one}}},
    {"a signal or the tick", nobody_waits, check_no_wait,
     {{timed_wait_for_signal}, {timed_wait_for_signal}}, {{hop_time_tick}, {signal_all}},
     .tick_first = true},
};

int main(int argc, char **argv)
{
    for (unsigned i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        if (argc < 2 || strcmp(argv[1], scenarios[i].name) == 0)
            search(&scenarios[i]);
    return 0;
}
