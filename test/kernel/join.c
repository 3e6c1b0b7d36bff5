// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Joining, time slices, recursive mutexes, poison.

#include <hop/hop.h>
#include <stdio.h>

static struct hop_task tasks[3];
static _Alignas(8) unsigned char stacks[3][2048];
static struct hop_recursive_mutex recursive;
static struct hop_mutex mutex;
static volatile unsigned turns[2];
static volatile int stop;

static void start(int i, void (*entry)(void *), unsigned priority)
{
    hop_task_create(&tasks[i], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = (void *)(intptr_t)i, .stack = stacks[i],
        .stack_size = sizeof stacks[i], .priority = priority, .restart = HOP_RESTART_NEVER});
}

static void sleeps(void *unused)
{
    (void)unused;
    hop_task_sleep(6);
}

static void joins(void *unused)
{
    (void)unused;
    printf("joined %d\n", hop_task_join(&tasks[0]));
}

static void dies(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    hop_recursive_mutex_lock(&recursive);
    hop_recursive_mutex_lock(&recursive);
    hop_task_sleep(3);
    hop_panic("dies");
}

static void joining(void)
{
    // CHECK: join 0 -4 -3
    printf("join %d %d", hop_task_join(&tasks[0]), hop_task_join(hop_task_self()));
    start(0, sleeps, 20);
    printf(" %d\n", hop_task_timed_join(&tasks[0], 2));
    // CHECK-NEXT: joined 0
    // CHECK-NEXT: by two 0 after 6
    start(1, joins, 20);
    uint32_t begin = hop_time_ticks() - 2;
    int result = hop_task_join(&tasks[0]);
    printf("by two %d after %u\n", result, (unsigned)(hop_time_ticks() - begin));
    // CHECK-NEXT: again 0
    start(0, sleeps, 20);
    printf("again %d\n", hop_task_join(&tasks[0]));
    start(0, dies, 20);
    start(1, joins, 20);
    hop_task_kill(&tasks[1], "while it joins");
    // CHECK: while it joins
    // CHECK: dies
    // CHECK: a dead one 0
    printf("a dead one %d\n", hop_task_join(&tasks[0]));
}

static void poison(void)
{
    // CHECK-NEXT: poisoned 1, locked -5 0, clear -6 0, poisoned 0
    printf("poisoned %d", hop_mutex_is_poisoned(&mutex));
    int first = hop_mutex_lock(&mutex);
    hop_mutex_unlock(&mutex);
    int second = hop_mutex_lock(&mutex);
    hop_mutex_unlock(&mutex);
    int other = hop_mutex_clear_poison(&mutex);
    hop_mutex_lock(&mutex);
    printf(", locked %d %d, clear %d %d", first, second, other, hop_mutex_clear_poison(&mutex));
    printf(", poisoned %d\n", hop_mutex_is_poisoned(&mutex));
}

static void try_recursive(void *unused)
{
    (void)unused;
    int tried = hop_recursive_mutex_try_lock(&recursive), waited = hop_recursive_mutex_timed_lock(&recursive, 2);
    printf("other: %d %d %d\n", tried, waited, hop_recursive_mutex_unlock(&recursive));
}

static void recursion(void)
{
    // CHECK-NEXT: recursive -5 0 0 -1
    printf("recursive %d", hop_recursive_mutex_lock(&recursive));
    printf(" %d %d", hop_recursive_mutex_lock(&recursive), hop_recursive_mutex_try_lock(&recursive));
    printf(" %d\n", hop_recursive_mutex_timed_lock(&recursive, HOP_TIME_MAX + 1u));
    for (int i = 0; i < 3; i++) {
        // CHECK-NEXT: other: -2 -3 -6
        // CHECK-NEXT: other: -2 -3 -6
        // CHECK-NEXT: other: -2 -3 -6
        start(0, try_recursive, 20);
        hop_task_join(&tasks[0]);
        hop_recursive_mutex_unlock(&recursive);
    }
    // CHECK-NEXT: other: 0 0 0
    start(0, try_recursive, 20);
    hop_task_join(&tasks[0]);
    // CHECK-NEXT: not mine -6
    printf("not mine %d\n", hop_recursive_mutex_unlock(&recursive));
}

static void counts(void *argument)
{
    unsigned last = hop_time_ticks();
    while (!stop) {
        unsigned now = hop_time_ticks();
        turns[(intptr_t)argument] += now != last;
        last = now;
    }
}

static void slices(void)
{
    // CHECK-NEXT: slice -1 0, shares are equal
    printf("slice %d", hop_time_slice(65536));
    printf(" %d", hop_time_slice(3));
    start(0, counts, 8);
    start(1, counts, 8);
    hop_task_sleep(60);
    stop = 1;
    hop_task_join(&tasks[0]);
    hop_task_join(&tasks[1]);
    unsigned all = turns[0] + turns[1];
    printf(", shares %s\n", all > 40 && turns[0] * 3 > all && turns[1] * 3 > all ? "are equal" : "differ");
}

int main(void)
{
    joining();
    poison();
    recursion();
    slices();
    return 0;
}
