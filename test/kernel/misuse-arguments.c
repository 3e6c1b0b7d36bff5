// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arguments that no call takes: no task, a task that is none, a reader/writer lock or a channel that has not been made, a
// supervision that names no operations, times and priorities beyond their range. Each is answered, and nothing changes.
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
    no_task(), no_places(), no_slots(), no_operations(), out_of_range();
    return 0;
}
