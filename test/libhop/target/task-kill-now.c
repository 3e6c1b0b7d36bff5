// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop_task_kill_now reaches a task where hop_task_kill does not: in a loop without a call, in a region, in a cleanup
// that does not end. The cleanups of its callers run. Whatever it has interrupted, also libhop itself, the task lives
// again, and the others find mutexes and heap as they ought to be.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      wrong: -1 -1 -1
// CHECK-NEXT: in a loop: killed 0, deaths 0; now 0, deaths 1, 'at once' reason 3, skipped 1, cleaned 30, in loop 1
// CHECK-NEXT: in a region: killed 0, deaths 0; now 0, deaths 1, 'at once' reason 3, skipped 1, cleaned 30, in loop 1
// CHECK-NEXT: in a cleanup: killed 0, deaths 0; now 0, deaths 1, 'by itself' reason 0, skipped 0, cleaned 0, in loop 1
// CHECK-NEXT: given up: at once
// CHECK-NEXT: waiting: now 0, deaths 1, 'at once' reason 3, skipped 0, cleaned 10
// CHECK-NEXT: twice: now 0 0, deaths 1, 'at once' reason 3, skipped 1, cleaned 30, given up 0
// CHECK-NEXT: suspended: now 0, suspend -9, deaths 1, 'at once' reason 3
// CHECK-NEXT: not yet run: now 0, deaths 1
// CHECK-NEXT: itself: 'at once' reason 3, went on 0
// CHECK-NEXT: on a stacklet: now -2, deaths 0; in the stack object: now 0, deaths 1, 'at once' reason 3
// CHECK-NEXT: anywhere: 400 kills, 400 deaths, 400 lives, wrong 0, heap sound
#include <hop/hop.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

static struct hop_task task;
static _Alignas(8) unsigned char stack[2600];
static struct hop_mutex mutex;
static struct hop_panic_info info;
static volatile int deaths, cleaned, runs, loops, went_on, killed, now, wrong, zero;
static int killed_deaths;

void hop_panic_hook(const struct hop_panic_info *panic)
{
    info = *panic;
    deaths++;
}

static void clean(int *amount)
{
    cleaned += *amount;
}
#define NOTED(amount) __attribute__((cleanup(clean), unused)) int note = amount

NOINLINE void loop_without_call(void)
{
    NOTED(100); // of the function at fault: passed over
    loops = 1;
    for (;;)
        loops |= 1;
}

NOINLINE void call_loop(void)
{
    NOTED(20);
    loop_without_call();
    went_on++;
}

static void in_loop(void *unused)
{
    (void)unused;
    NOTED(10);
    if (runs++ == 0)
        call_loop();
    note = 0;
}

static void in_region(void *unused)
{
    (void)unused;
    NOTED(10);
    hop_kill_defer_begin();
    if (runs++ == 0)
        call_loop();
    hop_kill_defer_end();
    note = 0;
}

static void loop_in_cleanup(int *unused)
{
    (void)unused;
    loops = 1;
    for (;;)
        loops |= 1;
}

static void in_cleanup(void *unused)
{
    (void)unused;
    if (runs++ > 0)
        return;
    NOTED(10);
    __attribute__((cleanup(loop_in_cleanup), unused)) int local;
    hop_panic("by itself");
}

static void waiting(void *unused)
{
    (void)unused;
    NOTED(10);
    if (runs++ == 0)
        hop_task_sleep(1000);
    hop_task_sleep(0); // where it dies
    note = 0;
}

static void itself(void *unused)
{
    (void)unused;
    if (runs++ > 0)
        return;
    hop_task_kill_now(&task, "at once");
    hop_task_sleep(0); // where it dies
    went_on++;
}

// At main's priority less one: it runs while main sleeps.
static void create(void (*entry)(void *))
{
    deaths = cleaned = runs = loops = went_on = 0;
    hop_task_create(&task, &(struct hop_task_config){
        .name = "task", .entry = entry, .stack = stack, .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN - 1});
}

static void show(void)
{
    hop_task_timed_join(&task, 100);
    printf("deaths %d, '%s' reason %d", deaths, info.text, info.reason);
}

static void kill_both(const char *name, void (*entry)(void *))
{
    create(entry);
    hop_task_sleep(2);
    killed = hop_task_kill(&task, "in time");
    hop_task_sleep(2);
    killed_deaths = deaths;
    now = hop_task_kill_now(&task, "at once");
    printf("%s: killed %d, deaths %d; now %d, ", name, killed, killed_deaths, now);
    show();
    printf(", skipped %d, cleaned %d, in loop %d\n", info.skipped, cleaned, loops);
}

static volatile bool leaves, has_left;

NOINLINE static void need_much(void)
{
    volatile char frame[600];
    frame[zero] = 1;
    while (!leaves)
        frame[zero] = 2;
}

static void grows(void *unused)
{
    (void)unused;
    if (runs++ > 0)
        return;
    hop_kill_defer_begin();
    need_much();
    has_left = true;
    loop_without_call();
}

static void on_stacklet(void)
{
    runs = deaths = 0;
    hop_task_create(&task, &(struct hop_task_config){
        .name = "task", .entry = grows, .stack_size = HOP_STACK_MIN_GROWING + 100, .growth = &hop_growth,
        .priority = HOP_PRIORITY_MAIN - 1});
    hop_task_sleep(2);
    printf("on a stacklet: now %d, deaths %d; ", hop_task_kill_now(&task, "at once"), deaths);
    leaves = true;
    hop_task_sleep(2);
    printf("in the stack object: now %d, ", has_left ? hop_task_kill_now(&task, "at once") : 99);
    show();
    printf("\n");
}

// All that a task may be interrupted in: mutex, heap, waits, time.
static void works(void *unused)
{
    (void)unused;
    runs++;
    for (;;) {
        hop_mutex_lock(&mutex);
        void *block = malloc(50);
        if (block)
            memset(block, 1, 50);
        hop_mutex_unlock(&mutex);
        free(block);
        hop_task_notify(&task);
        wrong += hop_notification_wait() != HOP_OK;
        hop_task_yield();
    }
}

static void spin(int count)
{
    for (volatile int i = 0; i < count; i++)
        ;
}

static void wait_for_tick(void)
{
    uint32_t before = hop_time_ticks();
    while (hop_time_ticks() == before)
        ;
}

// Every one after another number of its instructions: the tick wakes main, when `spin` has moved it.
static void kill_anywhere(void)
{
    enum { KILLS = 400 };
    int killed_now = 0, dead;
    create(works);
    for (int i = 0; i < KILLS; i++) {
        wait_for_tick();
        spin(i * 7 % 200);
        hop_task_sleep(1);
        int lives = runs;
        killed_now += hop_task_kill_now(&task, "anywhere") == HOP_OK;
        while (runs == lives)
            hop_task_sleep(1);
    }
    dead = deaths;
    hop_task_kill_now(&task, "the end");
    int locked = hop_mutex_timed_lock(&mutex, 100);
    wrong += locked != HOP_OK && locked != HOP_OWNER_DIED;
    // A block that it was just about to get is lost, and no more.
    void *largest = malloc(mallinfo().fordblks / 2);
    printf("anywhere: %d kills, %d deaths, %d lives, wrong %d, heap %s\n", killed_now, dead, runs - 1, wrong,
           largest ? "sound" : "used up");
}

int main(void)
{
    struct hop_task unused = {.libc_error = 0};
    printf("wrong: %d %d %d\n", hop_task_kill_now(&unused, "x"), hop_task_kill_now(NULL, "x"),
           hop_task_kill_now(hop_task_self(), NULL));
    kill_both("in a loop", in_loop);
    kill_both("in a region", in_region);
    kill_both("in a cleanup", in_cleanup);
    printf("given up: %s\n", info.reclaimed);
    create(waiting);
    hop_task_sleep(2);
    printf("waiting: now %d, ", hop_task_kill_now(&task, "at once"));
    show();
    printf(", skipped %d, cleaned %d\n", info.skipped, cleaned);
    create(in_loop);
    hop_task_sleep(2);
    now = hop_task_kill_now(&task, "at once");
    printf("twice: now %d %d, ", now, hop_task_kill_now(&task, "at once"));
    show();
    printf(", skipped %d, cleaned %d, given up %d\n", info.skipped, cleaned, info.reclaimed != NULL);
    create(in_loop);
    hop_task_sleep(2);
    now = hop_task_kill_now(&task, "at once");
    printf("suspended: now %d, suspend %d, ", now, hop_task_suspend(&task));
    show();
    printf("\n");
    create(waiting);
    now = hop_task_kill_now(&task, "at once");
    hop_task_sleep(2);
    printf("not yet run: now %d, deaths %d\n", now, deaths);
    hop_task_kill(&task, "no more");
    hop_task_timed_join(&task, 100);
    create(itself);
    hop_task_timed_join(&task, 100);
    printf("itself: '%s' reason %d, went on %d\n", info.text, info.reason, went_on);
    on_stacklet();
    kill_anywhere();
    return 0;
}
