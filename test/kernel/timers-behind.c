// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers whose callbacks are behind, or wait: others can be made and removed meanwhile, and a very long one does not
// stop them. A task that makes its timer anew in its next life.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task service, owner;
static _Alignas(8) unsigned char stack[2048], owner_stack[2048];
static struct hop_timer behind, other, longest, own;
static struct hop_mutex mutex;
static unsigned calls, own_calls, late;

static void take_two_milliseconds(void *unused)
{
    (void)unused;
    calls++;
    for (uint32_t begin = hop_time_ticks(); hop_time_ticks() - begin < 2;)
        ;
}

static void nothing(void *unused)
{
    (void)unused;
}

// The third call is 4 milliseconds late.
static void be_late(void *unused)
{
    (void)unused;
    if (++late != 3)
        return;
    for (uint32_t begin = hop_time_ticks(); hop_time_ticks() - begin < 4;)
        ;
    hop_timer_start(&longest);
}

static void wait_for_mutex(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    hop_mutex_unlock(&mutex);
    puts("called back");
}

static void count_own(void *unused)
{
    (void)unused;
    own_calls++;
}

static void make_own(void *unused)
{
    (void)unused;
    const struct hop_timer_config config = {.callback = count_own, .delay = 5, .period = 5};
    printf("made %d\n", hop_timer_init(&own, &config));
    hop_timer_start(&own);
    hop_task_sleep(12);
    if (hop_task_generation(&owner) == 0)
        hop_panic("once");
    printf("called %u\n", own_calls);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    puts(info->text);
}

static void others_while_behind(void)
{
    hop_timer_init(&behind, &(struct hop_timer_config){.callback = take_two_milliseconds, .delay = 1, .period = 1});
    hop_timer_start(&behind);
    hop_task_sleep(20);
    // CHECK: other made 0, removed 0 0
    int made = hop_timer_init(&other, &(struct hop_timer_config){.callback = nothing, .delay = 1});
    int removed = hop_timer_remove(&other);
    printf("other made %d, removed %d %d\n", made, removed, hop_timer_remove(&behind));
}

static void long_delay(void)
{
    hop_timer_init(&longest, &(struct hop_timer_config){.callback = nothing, .delay = HOP_TIME_MAX});
    hop_timer_init(&behind, &(struct hop_timer_config){.callback = be_late, .delay = 1, .period = 1});
    hop_timer_start(&behind);
    hop_task_sleep(100);
    // CHECK-NEXT: late calls all there: 1
    printf("late calls all there: %d\n", late >= 99);
    hop_timer_remove(&behind);
    hop_timer_remove(&longest);
}

static void callback_waits(void)
{
    hop_timer_init(&behind, &(struct hop_timer_config){.callback = wait_for_mutex, .delay = 2});
    hop_timer_start(&behind);
    hop_mutex_lock(&mutex);
    hop_task_sleep(10);
    // CHECK-NEXT: removed 1, made 1
    int removed = hop_timer_remove(&behind);
    int made = hop_timer_init(&behind, &(struct hop_timer_config){.callback = nothing});
    printf("removed %d, made %d\n", removed == HOP_DEADLOCK, made == HOP_DEADLOCK);
    // CHECK-NEXT: called back
    hop_mutex_unlock(&mutex);
    hop_task_sleep(2);
    // CHECK-NEXT: removed 0
    printf("removed %d\n", hop_timer_remove(&behind));
}

int main(void)
{
    hop_task_create(&service, &(struct hop_task_config){.name = "timers", .entry = hop_timer_service, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN - 1});
    others_while_behind();
    long_delay();
    callback_waits();
    // CHECK-NEXT: made 0
    // CHECK-NEXT: once
    // CHECK-NEXT: made 0
    // CHECK-NEXT: called 4
    hop_task_create(&owner, &(struct hop_task_config){.name = "owner", .entry = make_own, .stack = owner_stack,
        .stack_size = sizeof owner_stack, .priority = HOP_PRIORITY_MAIN});
    hop_task_join(&owner);
    // CHECK-NEXT: removed 0 -1
    int removed = hop_timer_remove(&own);
    printf("removed %d %d\n", removed, hop_timer_remove(&own));
}
