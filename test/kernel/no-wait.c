// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call with a timeout of 0 never waits. So a task may make any while it suspends preemption, and gets what is there; only
// a condition's may have to wait for the mutex, and is a panic.
#include "Inputs/tasks.h"

static struct hop_semaphore semaphore = HOP_SEMAPHORE(1, 1);
static struct hop_channel channel;
static uint32_t buffer[4];
static struct hop_flags flags;
static struct hop_mutex mutex, locked;
static struct hop_recursive_mutex recursive;
static struct hop_mutex places[2];
static struct hop_rwlock rwlock = HOP_RWLOCK(places);
static struct hop_condition condition;

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("panic: %s\n", info->text);
}

static void hold(void *unused)
{
    (void)unused;
    hop_mutex_lock(&locked);
    hop_task_suspend(hop_task_self());
    hop_mutex_unlock(&locked);
}

static void note_number(void *argument)
{
    note((int)(intptr_t)argument);
}

static void wait_for_condition(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    HOP_WITH_PREEMPTION_SUSPENDED
        hop_condition_timed_wait(&condition, &mutex, 0);
    puts("went on");
}

static void of_each(void)
{
    uint32_t item = 7, bits = 5;
    note(hop_semaphore_timed_take(&semaphore, 0)), note(hop_semaphore_timed_take(&semaphore, 0));
    note(hop_channel_timed_receive(&channel, &item, 0)), note(hop_channel_timed_send(&channel, &item, 0));
    note(hop_channel_timed_send(&channel, &item, 0)), note(hop_channel_timed_receive(&channel, &item, 0));
    hop_task_notify(hop_task_self());
    note(hop_notification_timed_wait(0)), note(hop_notification_timed_wait(0));
    hop_flags_set(&flags, 1);
    note(hop_flags_timed_wait(&flags, &bits, HOP_FLAGS_ALL, 0)), note((int)bits);
    note(hop_flags_timed_wait(&flags, &bits, HOP_FLAGS_ANY, 0)), note((int)bits);
    print_notes("values");
    note(hop_mutex_timed_lock(&mutex, 0)), note(hop_mutex_timed_lock(&locked, 0));
    note(hop_recursive_mutex_timed_lock(&recursive, 0)), note(hop_recursive_mutex_timed_lock(&recursive, 0));
    note(hop_rwlock_timed_read_lock(&rwlock, 0)), note(hop_rwlock_timed_write_lock(&rwlock, 0));
    note(hop_rwlock_unlock(&rwlock)), note(hop_rwlock_timed_write_lock(&rwlock, 0));
    print_notes("locks");
    note(hop_task_timed_join(&tasks[1], 0)), note(hop_task_timed_join(&tasks[9], 0));
    note(hop_task_timed_join(hop_task_self(), 0));
    hop_mutex_unlock(&mutex), hop_recursive_mutex_unlock(&recursive), hop_recursive_mutex_unlock(&recursive);
    hop_rwlock_unlock(&rwlock);
    print_notes("joins");
}

int main(void)
{
    hop_channel_init(&channel, buffer, 1, 4);
    start(1, hold, 1), start(2, note_number, 0);
    hop_preemption_suspend();
    // CHECK: values: 0 -3 -3 0 -3 0 0 -3 -3 5 0 1
    // CHECK-NEXT: locks: 0 -3 0 0 0 -4 0 0
    // CHECK-NEXT: joins: -3 0 -4
    of_each();
    // An equal runs when preemption is resumed, not before.
    note(10), note(hop_task_sleep(0)), hop_task_yield(), note(11);
    hop_preemption_resume();
    note(12);
    // CHECK-NEXT: yields: 10 0 11 2 12
    print_notes("yields");
    // CHECK-NEXT: panic: condition waited for where blocking is not allowed
    start(3, wait_for_condition, 1);
    hop_task_resume(&tasks[1]);
    // CHECK-NEXT: joined 0, mutex -5
    int joined = hop_task_timed_join(&tasks[1], 0);
    printf("joined %d, mutex %d\n", joined, hop_mutex_try_lock(&mutex));
    return 0;
}
