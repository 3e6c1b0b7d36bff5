// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What semaphores, notifications, channels, event flags and conditions return, from tasks and from a handler.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_semaphore semaphore = HOP_SEMAPHORE(1, 2);
static struct hop_channel channel;
static _Alignas(4) unsigned char buffer[HOP_CHANNEL_BUFFER_SIZE(3, sizeof(int))];
static struct hop_flags flags;
static struct hop_condition condition;
static struct hop_mutex mutex;
static struct hop_task tasks[3];
static _Alignas(8) unsigned char stacks[3][2048];
static volatile int ready;

static void start(int i, void (*entry)(void *), int priority)
{
    hop_task_create(&tasks[i], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = (void *)(intptr_t)i, .stack = stacks[i],
        .stack_size = sizeof stacks[i], .priority = (unsigned)priority, .restart = HOP_RESTART_NEVER});
}

static void semaphores(void)
{
    // CHECK: semaphore 0 0 -11 count 2, taken 0 0 -10 -3, invalid -1 -1 -1
    int a = hop_semaphore_try_take(&semaphore), b = (hop_semaphore_give(&semaphore), hop_semaphore_give(&semaphore));
    printf("semaphore %d %d %d count %u, ", a, b, hop_semaphore_give(&semaphore), hop_semaphore_count(&semaphore));
    printf("taken %d", hop_semaphore_take(&semaphore));
    printf(" %d", hop_semaphore_timed_take(&semaphore, 5));
    printf(" %d", hop_semaphore_try_take(&semaphore));
    printf(" %d, invalid", hop_semaphore_timed_take(&semaphore, 2));
    struct hop_semaphore other;
    printf(" %d %d %d\n", hop_semaphore_init(&other, 0, 0), hop_semaphore_init(&other, 3, 2),
           hop_semaphore_timed_take(&semaphore, HOP_TIME_MAX + 1u));
}

static void take(void *argument)
{
    int result = hop_semaphore_take(&semaphore);
    printf("task %d took: %d\n", (int)(intptr_t)argument, result);
}

static void take_in_order(void)
{
    start(0, take, 17), start(1, take, 19), start(2, take, 18);
    // CHECK-NEXT: task 1 took: 0
    // CHECK-NEXT: task 2 took: 0
    // CHECK-NEXT: task 0 took: 0
    for (int i = 0; i < 3; i++)
        hop_semaphore_give(&semaphore);
    // CHECK-NEXT: left 0
    printf("left %u\n", hop_semaphore_count(&semaphore));
}

static void be_notified(void *argument)
{
    (void)argument;
    int late = hop_notification_timed_wait(2);
    int soon = hop_notification_wait();
    hop_task_sleep(5);
    unsigned cleared = hop_notification_clear();
    printf("notified: %d %d, cleared %u\n", late, soon, cleared);
}

static void notifications(void)
{
    // CHECK-NEXT: notified: -3 0, cleared 2
    start(0, be_notified, 17);
    hop_task_sleep(4);
    for (int i = 0; i < 3; i++)
        hop_task_notify(&tasks[0]);
    hop_task_sleep(10);
    // CHECK-NEXT: notify an ended task: -1
    printf("notify an ended task: %d\n", hop_task_notify(&tasks[0]));
}

static void send_three(void *argument)
{
    (void)argument;
    for (int i = 10; i < 13; i++)
        hop_channel_send(&channel, &i);
}

static void channels(void)
{
    // CHECK-NEXT: init -1 -1 0
    printf("init %d %d", hop_channel_init(&channel, buffer, 0, 4), hop_channel_init(&channel, buffer + 1, 3, 4));
    printf(" %d\n", hop_channel_init(&channel, buffer, 3, sizeof(int)));
    // CHECK-NEXT: empty -10 -3, sent 0 0 0 -11 -3
    int item = 7, result[5];
    printf("empty %d", hop_channel_try_receive(&channel, &item));
    printf(" %d, sent", hop_channel_timed_receive(&channel, &item, 2));
    for (int i = 0; i < 4; i++)
        result[i] = hop_channel_try_send(&channel, &i);
    result[4] = hop_channel_timed_send(&channel, &item, 2);
    printf(" %d %d %d %d %d\n", result[0], result[1], result[2], result[3], result[4]);
    start(0, send_three, 17);
    // CHECK-NEXT: received 0 1 2 10 11 12 then -10
    printf("received");
    for (int i = 0; i < 6; i++) {
        hop_channel_receive(&channel, &item);
        printf(" %d", item);
    }
    printf(" then %d\n", hop_channel_try_receive(&channel, &item));
}

static void await_flags(void *argument)
{
    static const struct {
        uint32_t bits;
        unsigned mode;
    } wanted[] = {{1 | 2, HOP_FLAGS_ALL}, {2 | 4, HOP_FLAGS_ANY}, {1, HOP_FLAGS_ANY | HOP_FLAGS_KEEP}};
    int i = (int)(intptr_t)argument;
    uint32_t bits = wanted[i].bits;
    int result = hop_flags_wait(&flags, &bits, wanted[i].mode);
    printf("flags %d: %d found %u left %u\n", i, result, (unsigned)bits, (unsigned)hop_flags_get(&flags));
}

static void event_flags(void)
{
    for (int i = 0; i < 3; i++)
        start(i, await_flags, 17 + i);
    // CHECK-NEXT: flags 2: 0 found 1 left 1
    hop_flags_set(&flags, 1);
    // CHECK-NEXT: flags 1: 0 found 4 left 1
    hop_flags_set(&flags, 4);
    // CHECK-NEXT: flags 0: 0 found 3 left 0
    hop_flags_set(&flags, 2);
    // CHECK-NEXT: flags -3 -1 -1 still 24 cleared 8 left 0
    uint32_t none = 0, bits = 16 | 8;
    int late = hop_flags_timed_wait(&flags, &bits, HOP_FLAGS_ALL, 2);
    hop_flags_set(&flags, 8);
    hop_flags_set(&flags, 8);
    printf("flags %d %d %d still %u cleared %u left %u\n", late, hop_flags_wait(&flags, &none, 0), hop_flags_wait(&flags, &bits, 4),
           (unsigned)bits, (unsigned)hop_flags_clear(&flags, ~0u), (unsigned)hop_flags_get(&flags));
}

static void await(void *argument)
{
    hop_mutex_lock(&mutex);
    while (ready == 0)
        hop_condition_wait(&condition, &mutex);
    ready--;
    printf("condition %d, mutex %d\n", (int)(intptr_t)argument, hop_mutex_try_lock(&mutex));
    hop_mutex_unlock(&mutex);
}

static void conditions(void)
{
    hop_condition_signal(&condition);
    for (int i = 0; i < 3; i++)
        start(i, await, 17 + i);
    ready = 1;
    // CHECK-NEXT: condition 2, mutex -4
    hop_condition_signal(&condition);
    ready = 2;
    // CHECK-NEXT: condition 1, mutex -4
    // CHECK-NEXT: condition 0, mutex -4
    hop_condition_broadcast(&condition);
    // CHECK-NEXT: condition -6 -3 unlock 0
    int other = hop_condition_wait(&condition, &mutex);
    hop_mutex_lock(&mutex);
    int late = hop_condition_timed_wait(&condition, &mutex, 3);
    printf("condition %d %d unlock %d\n", other, late, hop_mutex_unlock(&mutex));
}

int main(void)
{
    semaphores();
    take_in_order();
    notifications();
    channels();
    event_flags();
    conditions();
    return 0;
}
