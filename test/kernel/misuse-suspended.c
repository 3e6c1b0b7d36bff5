// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call that may wait, made while preemption is suspended, is a panic that names the call, before it has changed
// anything. Cleanups of the scope run before any other task does, and the task restarts.
#include "Inputs/waiting_calls.h"

static volatile int cleanups, went_on, early;
static volatile bool in_scope;
static const char *volatile text;
static volatile unsigned next;

void hop_panic_hook(const struct hop_panic_info *info)
{
    text = info->text;
}

static void clean(int *unused)
{
    (void)unused;
    cleanups++;
    in_scope = false;
}

// More urgent than the other, and ready from the notification on.
static void watch(void *unused)
{
    (void)unused;
    for (;;) {
        hop_notification_wait();
        early += in_scope;
        note((int)next);
    }
}

static void make_next(void *unused)
{
    (void)unused;
    if (next == WAITING_CALLS)
        return;
    HOP_WITH_PREEMPTION_SUSPENDED {
        __attribute__((cleanup(clean), unused)) int guard = 0;
        in_scope = true;
        hop_task_notify(&tasks[0]);
        waiting_calls[next].call();
        went_on++;
    }
}

// Has a call made, and waits until the task that dies of it has restarted.
static void await_death(void)
{
    unsigned generation = hop_task_generation(&tasks[1]);
    text = "no panic";
    hop_task_notify(&tasks[1]);
    if (hop_task_generation(&tasks[1]) != generation + 1)
        printf("no restart: ");
    printf("%s: %s\n", waiting_calls[next].name, text);
}

static void wait_and_make(void *unused)
{
    hop_notification_wait();
    make_next(unused);
}

int main(void)
{
    waiting_calls_begin();
    start(0, watch, 5);
    hop_task_create(&tasks[1], &(struct hop_task_config){.name = "calls", .entry = wait_and_make,
        .stack = task_stacks[1], .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN + 1});
    // Row 48, and more of it: also where it would not have to wait, or not at all.
    // CHECK: take: semaphore taken where blocking is not allowed
    // CHECK-NEXT: take one: semaphore taken where blocking is not allowed
    // CHECK-NEXT: timed take: semaphore taken where blocking is not allowed
    // CHECK-NEXT: lock: mutex lock where blocking is not allowed
    // CHECK-NEXT: lock unlocked: mutex lock where blocking is not allowed
    // CHECK-NEXT: receive: channel receive where blocking is not allowed
    // CHECK-NEXT: send: channel send where blocking is not allowed
    // CHECK-NEXT: condition: condition waited for where blocking is not allowed
    // CHECK-NEXT: notification: notification waited for where blocking is not allowed
    // CHECK-NEXT: flags: flags waited for where blocking is not allowed
    // CHECK-NEXT: sleep: hop_task_sleep where blocking is not allowed
    // CHECK-NEXT: sleep until: hop_task_sleep_until where blocking is not allowed
    // CHECK-NEXT: read lock: rwlock locked where blocking is not allowed
    // CHECK-NEXT: write lock: rwlock locked where blocking is not allowed
    // CHECK-NEXT: join: task joined where blocking is not allowed
    // CHECK-NEXT: send block: block sent where blocking is not allowed
    // CHECK-NEXT: receive block: block received where blocking is not allowed
    // CHECK-NEXT: exit: hop_task_exit where blocking is not allowed
    for (next = 0; next < WAITING_CALLS; next++)
        await_death();
    // CHECK-NEXT: cleanups 18, went on 0, early 0
    printf("cleanups %d, went on %d, early %d\n", cleanups, went_on, early);
    // CHECK-NEXT: others ran: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17
    print_notes("others ran");
    // CHECK-NEXT: 0 1 -10 -4 0 0 0 0, slept 1
    waiting_calls_end();
    return 0;
}
