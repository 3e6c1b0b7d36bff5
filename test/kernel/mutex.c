// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutexes among tasks: one owner, the most urgent waiter next, and an owner as urgent as who waits for it.
#include "Inputs/tasks.h"

static struct hop_mutex mutex, other;
static volatile int counter, wrong;

static void try_it(void *unused)
{
    (void)unused;
    note(hop_mutex_try_lock(&mutex));
    note(hop_mutex_unlock(&mutex));
}

// Row 18: the first try has it, the second does not, neither the owner's own nor another task's.
static void basic(void)
{
    note(hop_mutex_try_lock(&mutex));
    note(hop_mutex_try_lock(&mutex));
    start(0, try_it, 1);
    note(hop_mutex_unlock(&mutex));
    start(0, try_it, 1);
    note(hop_mutex_unlock(&mutex));
    // CHECK: basic: 0 -4 -2 -6 0 0 0 -6
    print_notes("basic");
}

static void increment(void *unused)
{
    (void)unused;
    for (int i = 0; i < 60; i++) {
        hop_mutex_lock(&mutex);
        int before = counter;
        if (i % 2)
            hop_task_yield();
        if (i % 20 == 0)
            hop_task_sleep(1);
        counter = before + 1;
        hop_mutex_unlock(&mutex);
    }
}

// Row 19: six tasks of three priorities increment with a yield or a sleep between load and store; nothing is lost.
static void stress(void)
{
    for (int i = 0; i < 6; i++)
        start(i, increment, i % 3 - 1);
    hop_task_sleep(100);
    // CHECK-NEXT: stress: 360, free 0
    int free = hop_mutex_try_lock(&mutex);
    printf("stress: %d, free %d\n", counter, free);
    hop_mutex_unlock(&mutex);
}

static void lock(void *argument)
{
    note((int)(intptr_t)argument);
    wrong += hop_mutex_lock(&mutex) != HOP_OK;
    note(10 + (int)(intptr_t)argument);
    hop_mutex_unlock(&mutex);
}

// Row 20: waiters have it by urgency, and in order among equals.
static void priority_order(void)
{
    hop_mutex_lock(&mutex);
    start(1, lock, 1), start(0, lock, 2), start(3, lock, 2);
    hop_task_yield(); // main is as urgent as the first two by now
    start(2, lock, 3);
    note(9);
    hop_mutex_unlock(&mutex);
    note(8);
    // CHECK-NEXT: waiters: 1 0 3 2 9 12 10 13 11 8
    print_notes("waiters");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    note(1);
}

static void die(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    hop_mutex_lock(&other);
    hop_panic("with two mutexes");
}

static void wait_for_both(void *unused)
{
    (void)unused;
    note(hop_mutex_lock(&mutex));
    note(hop_mutex_timed_lock(&other, 5));
    hop_mutex_unlock(&mutex);
    hop_mutex_unlock(&other);
}

// Row 21: who has a mutex after its owner has died with it is told, once; a try, a timed lock and a waiter alike.
static void owner_dies(void)
{
    start(0, die, 1);
    note(hop_mutex_try_lock(&mutex));
    note(hop_mutex_timed_lock(&other, 0));
    hop_mutex_unlock(&mutex), hop_mutex_unlock(&other);
    note(hop_mutex_try_lock(&mutex));
    hop_mutex_unlock(&mutex);
    // CHECK-NEXT: owner died: 1 -5 -5 0
    print_notes("owner died");
    start(0, die, -1), start(1, wait_for_both, -2);
    hop_task_sleep(10);
    // CHECK-NEXT: then waiters: 1 -5 -5
    print_notes("then waiters");
}

static volatile bool go;

static void low(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    note(1);
    hop_task_sleep(2); // high and middle come
    note((int)hop_task_priority(hop_task_self()));
    note(2);
    hop_mutex_unlock(&mutex);
    note((int)hop_task_priority(hop_task_self()));
    note(3);
}

static void middle(void *unused)
{
    (void)unused;
    note(20);
    while (!go)
        ;
    note(21);
}

static void high(void *unused)
{
    (void)unused;
    note(30);
    hop_mutex_lock(&mutex);
    note(31);
    go = true;
    hop_mutex_unlock(&mutex);
    note(32);
}

// Row 22: middle, which never sleeps, does not keep low from giving high its mutex; then each has its own urgency.
static void inversion(void)
{
    start(0, low, 1);
    start(1, high, 3);
    start(2, middle, 2); // never comes to an end unless high does
    hop_task_sleep(10);
    // CHECK-NEXT: inversion: 1 30 20 19 2 31 32 21 17 3
    print_notes("inversion");
}

static void die_in_haste(void *unused)
{
    unsigned own = hop_task_priority(hop_task_self());
    (void)unused;
    note((int)own - HOP_PRIORITY_MAIN);
    hop_mutex_lock(&mutex);
    while (hop_task_priority(hop_task_self()) == own)
        ;
    note((int)hop_task_priority(hop_task_self()) - HOP_PRIORITY_MAIN);
    hop_panic("with a lent priority");
}

// What has been lent to a life is not the next one's.
static void borrower_dies(void)
{
    hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "borrower", .entry = die_in_haste, .stack = task_stacks[0], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN - 2});
    hop_task_sleep(1);
    note(hop_mutex_lock(&mutex));
    hop_task_sleep(1);
    // CHECK-NEXT: borrower died: -2 0 -5 1 -2
    print_notes("borrower died");
    hop_mutex_unlock(&mutex);
}

int main(void)
{
    basic();
    stress();
    priority_order();
    owner_dies();
    inversion();
    borrower_dies();
    // CHECK-NEXT: wrong 0
    printf("wrong %d\n", wrong);
    return 0;
}
