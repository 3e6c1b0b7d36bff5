// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that another one kills dies where it may: while it sleeps, waits for a mutex, or computes; not in a region,
// where its waits end with HOP_KILLED; and not while the C library waits for a lock of its own. Its cleanups run, its
// policy holds, and what it held is free.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      wrong: -1 -1 -1 -1
// CHECK-NEXT: sleeping: 0, 'no more' reason 3, cleaned 1, restarted 1
// CHECK-NEXT: waiting: 0, 'no more' reason 3, cleaned 1, mutex free 0
// CHECK-NEXT: holding: 0, 'no more' reason 3, cleaned 1, mutex free -5
// CHECK-NEXT: computing: 0, 'no more' reason 3, cleaned 1, restarted 1
// CHECK-NEXT: in a region: 0, wait ended with -9, went on 1, 'no more' reason 3, cleaned 1
// CHECK-NEXT: timed: 0, wait ended with -9, went on 1
// CHECK-NEXT: in setenv: 0, set first, cleaned 1
// CHECK-NEXT: itself: 'myself' reason 3, cleaned 1, went on 0
// CHECK-NEXT: twice: 0 -1, 'no more' died once
// CHECK-NEXT: not yet run: 0, 'no more' ran 0
// CHECK-NEXT: on a stacklet: 0, 'no more' cleaned 30, left 0

#include "../../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/lock.h>

#define NOINLINE __attribute__((noinline))

extern struct __lock __lock___env_recursive_mutex;

static struct hop_task task;
static _Alignas(8) unsigned char stack[2600];
static struct hop_mutex mutex;
static struct hop_panic_info info;
static volatile int deaths, cleaned, runs, went_on, result, printed, zero;

void hop_panic_hook(const struct hop_panic_info *panic)
{
    info = *panic;
    deaths++;
}

static void clean(int *unused)
{
    (void)unused;
    cleaned++;
}

#define NOTED __attribute__((cleanup(clean), unused)) int

// Not static: one whose callers ask for its stack along with theirs has no check.
NOINLINE void step(void)
{
    volatile char frame[80];
    frame[zero] = 1;
}

static void sleeper(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    if (runs++ == 0)
        hop_task_sleep(1000);
    else
        hop_task_exit();
}

static void waiter(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    result = hop_mutex_lock(&mutex);
    step();
    went_on = 1;
}

static void holder(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    hop_mutex_lock(&mutex);
    hop_task_sleep(1000);
}

// Less urgent than main, which preempts it.
static void computer(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    if (runs++ > 0)
        hop_task_exit();
    for (;;)
        step();
}

static void in_region(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    hop_kill_defer_begin();
    result = hop_task_sleep(1000);
    step();
    went_on = 1;
    hop_kill_defer_end();
    step();
    went_on = 2;
}

static void in_region_timed(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    hop_kill_defer_begin();
    result = hop_mutex_timed_lock(&mutex, 1000);
    step();
    went_on = 1;
    hop_kill_defer_end();
    step();
    went_on = 2;
}

// Waits for the environment's lock, which main's task has.
static void sets(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    setenv("NAME", "value", 1);
    printed = 1;
    step();
    printed = 2;
}

static void suicide(void *argument)
{
    (void)argument;
    NOTED guard = 0;
    hop_task_kill(hop_task_self(), "myself");
    step();
    went_on = 1;
}

static void counts(void *argument)
{
    (void)argument;
    runs++;
    step();
    runs++;
}

NOINLINE static int descend(int depth)
{
    NOTED guard = depth;
    volatile char frame[100];
    frame[depth] = 1;
    if (depth == 0)
        hop_task_sleep(1000);
    else
        descend(depth - 1);
    return frame[depth];
}

static void deep(void *argument)
{
    (void)argument;
    descend(29);
}

static void start(void (*entry)(void *), enum hop_restart_policy policy, int above)
{
    deaths = cleaned = runs = went_on = printed = 0;
    result = 1;
    memset(&info, 0, sizeof info);
    int error = hop_task_create(&task, &(struct hop_task_config){
        .name = "victim", .entry = entry, .stack = stack, .stack_size = sizeof stack & ~7u,
        .growth = entry == deep ? &hop_growth : NULL,
        .priority = (unsigned)(HOP_PRIORITY_MAIN + above), .restart = policy});
    if (error)
        printf("error %d\n", error);
    hop_task_sleep(2);
}

static int kill_it(void)
{
    int error = hop_task_kill(&task, "no more");
    hop_task_sleep(3);
    return error;
}

int main(void)
{
    static struct hop_task unused;
    printf("wrong: %d %d", hop_task_kill(NULL, "x"), hop_task_kill(&unused, "x"));
    start(counts, HOP_RESTART_NEVER, 1);
    printf(" %d %d\n", hop_task_kill(&task, "x"), hop_task_kill(hop_task_self(), NULL));

    start(sleeper, HOP_RESTART_ALWAYS, 1);
    int error = kill_it();
    printf("sleeping: %d, '%s' reason %d, cleaned %d, restarted %d\n", error, info.text, info.reason, cleaned, runs - 1);

    hop_mutex_lock(&mutex);
    start(waiter, HOP_RESTART_NEVER, 1);
    error = kill_it();
    hop_mutex_unlock(&mutex);
    int lock = hop_mutex_try_lock(&mutex);
    hop_mutex_unlock(&mutex);
    printf("waiting: %d, '%s' reason %d, cleaned %d, mutex free %d\n", error, info.text, info.reason, cleaned, lock);

    start(holder, HOP_RESTART_NEVER, 1);
    error = kill_it();
    lock = hop_mutex_try_lock(&mutex);
    hop_mutex_unlock(&mutex);
    printf("holding: %d, '%s' reason %d, cleaned %d, mutex free %d\n", error, info.text, info.reason, cleaned, lock);

    start(computer, HOP_RESTART_ALWAYS, -1);
    error = kill_it();
    printf("computing: %d, '%s' reason %d, cleaned %d, restarted %d\n", error, info.text, info.reason, cleaned, runs - 1);

    start(in_region, HOP_RESTART_NEVER, 1);
    error = kill_it();
    printf("in a region: %d, wait ended with %d, went on %d, '%s' reason %d, cleaned %d\n", error, result, went_on, info.text,
           info.reason, cleaned);

    hop_mutex_lock(&mutex);
    start(in_region_timed, HOP_RESTART_NEVER, 1);
    error = kill_it();
    hop_mutex_unlock(&mutex);
    printf("timed: %d, wait ended with %d, went on %d\n", error, result, went_on);

    __retarget_lock_acquire_recursive(&__lock___env_recursive_mutex);
    start(sets, HOP_RESTART_NEVER, 1);
    error = kill_it();
    int before = printed;
    int died = deaths;
    __retarget_lock_release_recursive(&__lock___env_recursive_mutex);
    hop_task_sleep(3);
    const char *value = getenv("NAME");
    printf("in setenv: %d, %s, cleaned %d\n", error,
           before == 0 && died == 0 && deaths == 1 && value && strcmp(value, "value") == 0 ? "set first" : "stopped", cleaned);

    start(suicide, HOP_RESTART_NEVER, 1);
    printf("itself: '%s' reason %d, cleaned %d, went on %d\n", info.text, info.reason, cleaned, went_on);

    start(in_region, HOP_RESTART_NEVER, 1);
    error = hop_task_kill(&task, "no more");
    int again = hop_task_kill(&task, "once more");
    hop_task_sleep(3);
    printf("twice: %d %d, '%s' died %s\n", error, again, info.text, deaths == 1 ? "once" : "twice");

    deaths = runs = 0;
    hop_task_create(&task, &(struct hop_task_config){
        .name = "victim", .entry = counts, .stack = stack, .stack_size = sizeof stack & ~7u,
        .priority = HOP_PRIORITY_MAIN - 1, .restart = HOP_RESTART_NEVER});
    error = kill_it();
    printf("not yet run: %d, '%s' ran %d\n", error, info.text, runs > 1 ? runs : 0);

    size_t heap = heap_in_use();
    start(deep, HOP_RESTART_NEVER, 1);
    error = kill_it();
    printf("on a stacklet: %d, '%s' cleaned %d, left %d\n", error, info.text, cleaned, (int)(heap_in_use() - heap));
    return 0;
}
