// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handler that may fail and makes a call which only tasks may make is ended by a panic that names the call. Its
// cleanups run, what it interrupted goes on, and the interrupt works the next time.
#include "Inputs/interrupts.h"
#include "Inputs/waiting_calls.h"

static volatile int cleanups, went_on;
static const char *volatile text;

static void try_lock(void)
{
    hop_mutex_try_lock(&unlocked);
}

static void unlock(void)
{
    hop_mutex_unlock(&locked);
}

static void clear_flags(void)
{
    hop_flags_clear(&flags, 1);
}

static void set_priority(void)
{
    hop_task_set_priority(hop_task_self(), 3);
}

static void nothing(void *unused)
{
    (void)unused;
}

static void create(void)
{
    start(0, nothing, 1);
}

static void take_without_waiting(void)
{
    hop_semaphore_timed_take(&full, 0);
}

static void join_self(void)
{
    hop_task_join(hop_task_self());
}

static void make_timer(void)
{
    static struct hop_timer timer;
    hop_timer_init(&timer, &(struct hop_timer_config){.callback = nothing});
}

static const struct call other_calls[] = {
    {"try lock", try_lock},
    {"unlock", unlock},
    {"clear flags", clear_flags},
    {"priority", set_priority},
    {"create", create},
    {"suspend", hop_preemption_suspend},
    {"resume", hop_preemption_resume},
    {"yield", hop_task_yield},
    {"take without waiting", take_without_waiting},
    {"join self", join_self},
    {"make timer", make_timer},
};
enum { OTHER_CALLS = sizeof other_calls / sizeof other_calls[0] };

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    text = info->text;
    return true;
}

static void clean(int *unused)
{
    (void)unused;
    cleanups++;
}

static const struct call *volatile current;

ON_INTERRUPT_10(HOP_ISR)
{
    __attribute__((cleanup(clean), unused)) int guard = 0;
    current->call();
    went_on++;
}

static void make(const struct call *calls, int count)
{
    for (int i = 0; i < count; i++) {
        current = &calls[i];
        text = "no panic";
        interrupt_raise(10);
        printf("%s: %s\n", calls[i].name, text);
    }
}

int main(void)
{
    interrupts_enable();
    waiting_calls_begin();
    // Row 3, and more of it: also where it would not have to wait, or not at all.
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
    make(waiting_calls, WAITING_CALLS);
    // CHECK-NEXT: try lock: a task's call in a handler
    // CHECK-NEXT: unlock: a task's call in a handler
    // CHECK-NEXT: clear flags: a task's call in a handler
    // CHECK-NEXT: priority: a task's call in a handler
    // CHECK-NEXT: create: hop_task_create in a handler
    // CHECK-NEXT: suspend: preemption suspended by no task
    // CHECK-NEXT: resume: a task's call in a handler
    // CHECK-NEXT: yield: hop_task_yield in a handler
    // CHECK-NEXT: take without waiting: semaphore taken where blocking is not allowed
    // CHECK-NEXT: join self: task joined where blocking is not allowed
    // CHECK-NEXT: make timer: a timer made or removed in a handler
    make(other_calls, OTHER_CALLS);
    // CHECK-NEXT: cleanups 29, went on 0, priority 16, suspended 0
    printf("cleanups %d, went on %d, priority %u, suspended %d\n", cleanups, went_on,
           hop_task_priority(hop_task_self()), hop_preemption_is_suspended());
    // CHECK-NEXT: 0 1 -10 -4 0 0 0 0, slept 1
    waiting_calls_end();
    return 0;
}
