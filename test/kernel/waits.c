// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What waiting for each kind of object promises: when a wait ends without success and what it leaves behind, who is
// first, and who becomes so.
#include "Inputs/tasks.h"

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 5);
static struct hop_channel empty, full;
static uint32_t empty_buffer[8], full_buffer[2];
static struct hop_flags flags;
static struct hop_condition condition;
static struct hop_mutex mutex, held;
static volatile int kind;
static uint32_t origin;

enum kind { SEMAPHORE, NOTIFICATION, RECEIVE, SEND, FLAGS, CONDITION, MUTEX, KINDS };
static const char *const names[] = {"semaphore", "notification", "receive", "send", "flags", "condition", "mutex"};

static int wait(uint32_t milliseconds)
{
    uint32_t item = 1, bits = 3;
    int result;
    switch (kind) {
    case SEMAPHORE:
        return hop_semaphore_timed_take(&semaphore, milliseconds);
    case NOTIFICATION:
        return hop_notification_timed_wait(milliseconds);
    case RECEIVE:
        return hop_channel_timed_receive(&empty, &item, milliseconds);
    case SEND:
        return hop_channel_timed_send(&full, &item, milliseconds);
    case FLAGS:
        result = hop_flags_timed_wait(&flags, &bits, HOP_FLAGS_ALL, milliseconds);
        return bits == 3 ? result : 100;
    case CONDITION:
        hop_mutex_lock(&mutex);
        result = hop_condition_timed_wait(&condition, &mutex, milliseconds);
        return hop_mutex_unlock(&mutex) == HOP_OK ? result : 100;
    default:
        result = hop_mutex_timed_lock(&held, milliseconds);
        if (result == HOP_OK)
            hop_mutex_unlock(&held);
        return result;
    }
}

static int wait_for_ever(void)
{
    uint32_t item = 1, bits = 3;
    int result;
    switch (kind) {
    case SEMAPHORE:
        return hop_semaphore_take(&semaphore);
    case NOTIFICATION:
        return hop_notification_wait();
    case RECEIVE:
        return hop_channel_receive(&empty, &item);
    case SEND:
        return hop_channel_send(&full, &item);
    case FLAGS:
        result = hop_flags_wait(&flags, &bits, HOP_FLAGS_ALL);
        return bits == 3 ? result : 100;
    case CONDITION:
        hop_mutex_lock(&mutex);
        result = hop_condition_wait(&condition, &mutex);
        return hop_mutex_unlock(&mutex) == HOP_OK ? result : 100;
    default:
        result = hop_mutex_lock(&held);
        if (result == HOP_OK)
            hop_mutex_unlock(&held);
        return result;
    }
}

// Lets one waiter go on: the first, for a notification the task with that number.
static void release(int number)
{
    uint32_t item = 1;
    switch (kind) {
    case SEMAPHORE:
        hop_semaphore_give(&semaphore);
        break;
    case NOTIFICATION:
        hop_task_notify(&tasks[number]);
        break;
    case RECEIVE:
        hop_channel_send(&empty, &item);
        break;
    case SEND:
        hop_channel_receive(&full, &item);
        break;
    case FLAGS:
        hop_flags_set(&flags, 1);
        hop_flags_set(&flags, 2);
        break;
    case CONDITION:
        hop_condition_signal(&condition);
        break;
    default:
        hop_mutex_unlock(&held);
        hop_mutex_lock(&held);
    }
}

static void say(void *argument)
{
    note(90 + (int)(intptr_t)argument);
}

// Main alone: no wait with 0 (an equal does not run; for a condition it may), the right tick, the range.
static void alone(void)
{
    if (kind == MUTEX)
        return; // it would be a deadlock: see test/libhop/target/kernel-mutex.c
    hop_task_sleep(1);
    origin = hop_time_ticks();
    note(wait(0));
    start(0, say, 0);
    note(kind == CONDITION ? HOP_TIMEOUT : wait(0));
    note(wait(0x80000000u));
    note((int)(hop_time_ticks() - origin));
    note(wait(7));
    note((int)(hop_time_ticks() - origin));
}

static void wait_and_note(void *argument)
{
    int result = wait_for_ever();
    note(10 * (int)(intptr_t)argument - result);
}

static void wait_ten(void *argument)
{
    int result = wait(10);
    note(10 * (int)(intptr_t)argument - result);
    note((int)(hop_time_ticks() - origin));
}

// Of waiters 1 (+1), 2 (+2), 3 (+1) each release wakes one: by urgency, then in order.
static void in_order(void)
{
    start(1, wait_and_note, 1), hop_task_yield();
    start(3, wait_and_note, 2), hop_task_yield(), hop_task_yield();
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAX); // above what it inherits
    start(2, wait_and_note, 1);
    hop_task_sleep(1);
    for (int i = 1; i <= 3; i++) {
        note(i);
        release(i);
        hop_task_sleep(1);
    }
    // A waiter that becomes more urgent overtakes, one that becomes less so is overtaken.
    start(4, wait_and_note, 1), start(5, wait_and_note, 2), start(6, wait_and_note, 3);
    hop_task_sleep(1);
    hop_task_set_priority(&tasks[4], HOP_PRIORITY_MAIN + 4);
    hop_task_set_priority(&tasks[6], HOP_PRIORITY_MAIN + 1);
    for (int i = 4; i <= 6; i++) {
        release(i);
        hop_task_sleep(1);
    }
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN);
}

static void note_cleanup(int *value)
{
    note(*value);
}

static void in_region(void *argument)
{
    (void)argument;
    hop_kill_defer_begin();
    int result = wait_for_ever();
    note(-result);
    hop_kill_defer_end();
}

// Waits in its first run, and in its second.
static void lives_twice(void *argument)
{
    (void)argument;
    __attribute__((cleanup(note_cleanup), unused)) int guard = 7;
    int result = wait_for_ever();
    note(-result);
    if (hop_task_generation(hop_task_self()) > 0)
        hop_task_exit();
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    note(info->reason == HOP_PANIC_KILLED ? 8 : 9);
}

// A waiter that is killed gets HOP_KILLED in a region, else dies; one whose time passes gets HOP_TIMEOUT. Each leaves
// the queue, so that the next release is for the one behind. What restarts waits and is woken as before.
static void leave_early(void)
{
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAX);
    hop_task_sleep(1);
    origin = hop_time_ticks();
    start(1, in_region, 3), start(2, wait_ten, 2), start(4, wait_and_note, 0);
    int error = hop_task_create(&tasks[3], &(struct hop_task_config){.name = "lives twice", .entry = lives_twice,
        .stack = task_stacks[3], .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN + 1});
    if (error)
        printf("error %d\n", error);
    hop_task_sleep(1);
    hop_task_kill(&tasks[1], "in a region");
    hop_task_kill(&tasks[3], "where it may");
    hop_task_sleep(20);
    release(3); // the task that has restarted
    hop_task_sleep(1);
    release(4);
    hop_task_sleep(1);
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN);
}

// Nothing is left over.
static int left(void)
{
    uint32_t item;
    return (int)hop_semaphore_count(&semaphore) + (hop_channel_try_receive(&empty, &item) != HOP_EMPTY) +
           (hop_channel_try_send(&full, &item) != HOP_FULL) + (int)hop_flags_get(&flags) +
           (hop_mutex_try_lock(&mutex) != HOP_OK) + (hop_mutex_unlock(&mutex) != HOP_OK);
}

int main(void)
{
    hop_channel_init(&empty, empty_buffer, 5, 4);
    hop_channel_init(&full, full_buffer, 1, 4);
    hop_channel_send(&full, &(uint32_t){1});
    hop_mutex_lock(&held);
    // CHECK:      semaphore, left 0: -3 -3 -1 0 90 -3 7
    // CHECK-NEXT:   in order: 1 30 2 10 3 20 40 50 60
    // CHECK-NEXT:   early: 9 8 9 7 8 23 10 0 40
    // CHECK-NEXT: notification, left 0: -3 -3 -1 0 90 -3 7
    // CHECK-NEXT:   in order: 1 10 2 20 3 30 40 50 60
    // CHECK-NEXT:   early: 9 8 9 7 8 23 10 0 40
    // CHECK-NEXT: receive, left 0: -3 -3 -1 0 90 -3 7
    // CHECK-NEXT:   in order: 1 30 2 10 3 20 40 50 60
    // CHECK-NEXT:   early: 9 8 9 7 8 23 10 0 40
    // CHECK-NEXT: send, left 0: -3 -3 -1 0 90 -3 7
    // CHECK-NEXT:   in order: 1 30 2 10 3 20 40 50 60
    // CHECK-NEXT:   early: 9 8 9 7 8 23 10 0 40
    // CHECK-NEXT: flags, left 0: -3 -3 -1 0 90 -3 7
    // CHECK-NEXT:   in order: 1 30 2 10 3 20 40 50 60
    // CHECK-NEXT:   early: 9 8 9 7 8 23 10 0 40
    // Its unlock is a checked call: the killed task dies there, before it notes.
    // CHECK-NEXT: condition, left 0: -3 -3 -1 0 90 -3 7
    // CHECK-NEXT:   in order: 1 30 2 10 3 20 40 50 60
    // CHECK-NEXT:   early: 9 8 7 8 23 10 0 40
    // CHECK-NEXT: mutex, left 0:
    // CHECK-NEXT:   in order: 1 30 2 10 3 20 40 50 60
    // CHECK-NEXT:   early: 9 8 9 7 8 23 10 0 40
    for (kind = 0; kind < KINDS; kind++) {
        printf("%s, left %d", names[kind], left());
        alone();
        print_notes("");
        in_order();
        print_notes("  in order");
        leave_early();
        print_notes("  early");
    }
    return 0;
}
