// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arguments that no call takes: no task, a task that is none, no object at all, a reader/writer lock or a channel that has not
// been made, a supervision that names no operations, times and priorities beyond their range. Each is answered, and nothing
// changes: by a result, or by a panic where a call has none.
#include "Inputs/tasks.h"

static void nothing(void *unused)
{
    (void)unused;
}

static void no_task(void)
{
    // CHECK: no task: -1 -1 -1 -1 -1 -1 -1 -1
    printf("no task: %d %d", hop_task_notify(NULL), hop_task_set_priority(NULL, 5));
    printf(" %d %d", hop_task_join(NULL), hop_task_timed_join(NULL, 0));
    printf(" %d %d", hop_task_kill(NULL, "reason"), hop_task_kill_now(NULL, "reason"));
    printf(" %d %d\n", hop_task_suspend(NULL), hop_task_resume(NULL));
    // CHECK-NEXT: unused: -1 -1 0 0 -1 -1 -1 -1
    printf("unused: %d %d", hop_task_notify(&tasks[9]), hop_task_set_priority(&tasks[9], 5));
    printf(" %d %d", hop_task_join(&tasks[9]), hop_task_timed_join(&tasks[9], 0));
    printf(" %d %d", hop_task_kill(&tasks[9], "reason"), hop_task_kill_now(&tasks[9], "reason"));
    printf(" %d %d\n", hop_task_suspend(&tasks[9]), hop_task_resume(&tasks[9]));
}

static void no_object(void)
{
    uint32_t bits = 1;
    int item = 0;
    struct hop_condition *none = NULL;
    struct hop_mutex mutex = {0};
    // CHECK-NEXT: no semaphore: -1 -1 -1 -1 -1 -1
    printf("no semaphore: %d %d", hop_semaphore_init(NULL, 0, 1), hop_semaphore_give(NULL));
    printf(" %d %d", hop_semaphore_take(NULL), hop_semaphore_try_take(NULL));
    printf(" %d %d\n", hop_semaphore_timed_take(NULL, 0), hop_semaphore_timed_take(NULL, 1));
    // CHECK-NEXT: no mutex: -1 -1 -1 -6, -1 -1 -1 -6
    printf("no mutex: %d %d", hop_mutex_lock(NULL), hop_mutex_try_lock(NULL));
    printf(" %d %d", hop_mutex_timed_lock(NULL, 1), hop_mutex_unlock(NULL));
    printf(", %d %d", hop_recursive_mutex_lock(NULL), hop_recursive_mutex_try_lock(NULL));
    printf(" %d %d\n", hop_recursive_mutex_timed_lock(NULL, 1), hop_recursive_mutex_unlock(NULL));
    // CHECK-NEXT: no channel: -1 -1 -1 -1 -1 -1 -1
    printf("no channel: %d %d", hop_channel_init(NULL, &bits, 1, 1), hop_channel_send(NULL, &item));
    printf(" %d %d", hop_channel_try_send(NULL, &item), hop_channel_timed_send(NULL, &item, 1));
    printf(" %d %d", hop_channel_receive(NULL, &item), hop_channel_try_receive(NULL, &item));
    printf(" %d\n", hop_channel_timed_receive(NULL, &item, 1));
    // CHECK-NEXT: no lock: -1 -1 -1 -1 -1 -1 -1 -1
    printf("no lock: %d %d", hop_rwlock_init(NULL, &mutex, 1), hop_rwlock_unlock(NULL));
    printf(" %d %d %d", hop_rwlock_read_lock(NULL), hop_rwlock_timed_read_lock(NULL, 1), hop_rwlock_try_read_lock(NULL));
    printf(" %d %d %d\n", hop_rwlock_write_lock(NULL), hop_rwlock_timed_write_lock(NULL, 1), hop_rwlock_try_write_lock(NULL));
    hop_mutex_lock(&mutex);
    // CHECK-NEXT: no flags: -1 -1, condition: -1 -1 0, timer: -1 -1 -1, time: -1
    printf("no flags: %d %d", hop_flags_wait(NULL, &bits, 0), hop_flags_timed_wait(NULL, &bits, 0, 1));
    printf(", condition: %d %d", hop_condition_wait(none, &mutex), hop_condition_timed_wait(none, &mutex, 1));
    printf(" %d, timer: %d", hop_mutex_unlock(&mutex), hop_timer_init(NULL, &(struct hop_timer_config){.callback = NULL}));
    printf(" %d %d", hop_timer_init(&(struct hop_timer){0}, NULL), hop_timer_remove(NULL));
    printf(", time: %d\n", hop_task_sleep_until(NULL, 1));
}

static volatile int panics;

void hop_panic_hook(const struct hop_panic_info *info)
{
    panics += info->reason == HOP_PANIC_CALLED && !info->reclaimed;
}

// Calls that have no result for it.
static void call(void *number)
{
    switch ((intptr_t)number) {
    case 0: hop_flags_init(NULL); break;
    case 1: hop_flags_set(NULL, 1); break;
    case 2: hop_flags_clear(NULL, 1); break;
    case 3: hop_condition_init(NULL); break;
    case 4: hop_condition_signal(NULL); break;
    case 5: hop_condition_broadcast(NULL); break;
    case 6: hop_timer_start(NULL); break;
    case 7: hop_timer_stop(NULL); break;
    case 8: hop_semaphore_count(NULL); break;
    }
}

static void no_result(void)
{
    for (int number = 0; number < 9; number++)
        start(number, call, 1);
    // CHECK-NEXT: no result: 9 panics
    printf("no result: %d panics\n", panics);
}

static void no_places(void)
{
    static struct hop_rwlock lock;
    // CHECK-NEXT: no places: -1 -1 -1 -1 -1 -1 -1 -6
    printf("no places: %d", hop_rwlock_init(&lock, NULL, 1));
    printf(" %d %d %d", hop_rwlock_read_lock(&lock), hop_rwlock_timed_read_lock(&lock, 1), hop_rwlock_try_read_lock(&lock));
    printf(" %d %d %d", hop_rwlock_write_lock(&lock), hop_rwlock_timed_write_lock(&lock, 1), hop_rwlock_try_write_lock(&lock));
    printf(" %d\n", hop_rwlock_unlock(&lock));
}

static void no_slots(void)
{
    static struct hop_channel channel;
    int item = 0;
    // CHECK-NEXT: no slots: -1 -1 -1 -1 -1 -1 -1 -1
    printf("no slots: %d %d", hop_channel_send(&channel, &item), hop_channel_try_send(&channel, &item));
    printf(" %d %d", hop_channel_timed_send(&channel, &item, 0), hop_channel_timed_send(&channel, &item, 1));
    printf(" %d %d", hop_channel_receive(&channel, &item), hop_channel_try_receive(&channel, &item));
    printf(" %d %d\n", hop_channel_timed_receive(&channel, &item, 0), hop_channel_timed_receive(&channel, &item, 1));
}

static int create(const struct hop_supervision *plan, unsigned priority)
{
    return hop_task_create(&tasks[0], &(struct hop_task_config){.name = "task", .entry = nothing, .stack = task_stacks[0],
        .stack_size = TASK_STACK, .priority = priority, .supervision = plan});
}

static void no_operations(void)
{
    static struct hop_supervision_state state;
    static struct hop_instance slot;
    static const struct hop_instances instances = {.slots = &slot, .count = 1, .priority = 1};
    // CHECK-NEXT: no operations: -1 -1
    printf("no operations: %d", create(&(struct hop_supervision){.state = &state}, 5));
    printf(" %d\n", create(&(struct hop_supervision){.ops = &hop_supervise, .state = &state, .instances = &instances}, 5));
}

static void out_of_range(void)
{
    // CHECK-NEXT: priorities: -1 -1 -1 -1 16, times: -1 -1 -1
    printf("priorities: %d %d", create(NULL, 0), create(NULL, 32));
    printf(" %d %d", hop_task_set_priority(hop_task_self(), 0), hop_task_set_priority(hop_task_self(), 32));
    printf(" %u", hop_task_priority(hop_task_self()));
    uint32_t wake = hop_time_ticks();
    printf(", times: %d %d", hop_task_sleep((uint32_t)-1), hop_task_sleep_until(&wake, (uint32_t)-1));
    printf(" %d\n", hop_task_timed_join(hop_task_self(), (uint32_t)-1));
}

int main(void)
{
    no_task(), no_object(), no_result(), no_places(), no_slots(), no_operations(), out_of_range();
    return 0;
}
