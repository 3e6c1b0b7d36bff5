// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Conditions: who is woken, that each has the mutex again whatever the result, and what the results are.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_condition condition;
static struct hop_mutex mutex;

// Notes 10 times its number and less the result, once it has the mutex.
static void await(void *argument)
{
    int number = (int)(intptr_t)argument;
    hop_mutex_lock(&mutex);
    int result = hop_condition_wait(&condition, &mutex);
    note(10 * number - result);
    if (hop_mutex_unlock(&mutex) != HOP_OK)
        note(999);
}

static void start_four(void)
{
    start(1, await, 1), start(2, await, 2), start(3, await, 3), start(4, await, 2);
}

static void signals(void)
{
    hop_condition_signal(&condition); // nobody waits: it is over
    hop_condition_broadcast(&condition);
    start_four();
    for (int i = 0; i < 5; i++) {
        note(i);
        hop_condition_signal(&condition);
    }
    // CHECK: signals: 0 30 1 20 2 40 3 10 4
    print_notes("signals");
    start_four();
    hop_condition_broadcast(&condition);
    hop_condition_broadcast(&condition);
    // CHECK-NEXT: broadcast: 30 20 40 10
    print_notes("broadcast");
    // With the mutex: who is woken goes on when it is unlocked.
    start_four();
    hop_mutex_lock(&mutex);
    hop_condition_broadcast(&condition);
    note(1);
    hop_mutex_unlock(&mutex);
    // CHECK-NEXT: with the mutex: 1 30 20 40 10
    print_notes("with the mutex");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void die_with_mutex(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    hop_condition_signal(&condition);
    hop_panic("with the mutex");
}

static void killed_in_region(void *argument)
{
    hop_kill_defer_begin();
    await(argument);
    hop_kill_defer_end();
}

static void results(void)
{
    // CHECK-NEXT: results: -6 -1 -3 -3 0
    note(hop_condition_wait(&condition, &mutex));
    hop_mutex_lock(&mutex);
    note(hop_condition_timed_wait(&condition, &mutex, HOP_TIME_MAX + 1u));
    note(hop_condition_timed_wait(&condition, &mutex, 0));
    note(hop_condition_timed_wait(&condition, &mutex, 3));
    note(hop_mutex_unlock(&mutex));
    print_notes("results");
    // Its owner has died between the signal and the lock.
    start(1, await, 1), start(0, die_with_mutex, 2);
    // CHECK-NEXT: owner died: 15
    print_notes("owner died");
    // Killed, it has the mutex as soon as that is free, not before.
    start(1, killed_in_region, 1);
    hop_mutex_lock(&mutex);
    hop_task_kill(&tasks[1], "while it waits");
    note(1);
    hop_mutex_unlock(&mutex);
    hop_task_sleep(5);
    // CHECK-NEXT: killed: 1 19
    print_notes("killed");
}

static void say(void *unused)
{
    (void)unused;
    note(hop_mutex_lock(&mutex));
    note(5);
    hop_mutex_unlock(&mutex);
}

// A wait of 0 lets others have the mutex.
static void lets_others(void)
{
    hop_mutex_lock(&mutex);
    start(1, say, 1);
    note(hop_condition_timed_wait(&condition, &mutex, 0));
    hop_mutex_unlock(&mutex);
    // CHECK-NEXT: lets others: 0 5 -3
    print_notes("lets others");
}

static volatile bool all;

ON_INTERRUPT_10()
{
    if (all)
        hop_condition_broadcast(&condition);
    else
        hop_condition_signal(&condition);
    note(7);
}

static void from_handler(void)
{
    interrupts_enable();
    start_four();
    interrupt_raise(10);
    all = true;
    interrupt_raise(10);
    // CHECK-NEXT: handler: 7 30 7 20 40 10
    print_notes("handler");
}

int main(void)
{
    signals();
    results();
    lets_others();
    from_handler();
    return 0;
}
