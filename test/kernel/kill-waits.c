// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kill at every instruction on the way into a wait: whether it comes before the wait, in it, or while it begins, the
// wait does not go on. In a region, too: there the wait ends with HOP_KILLED, once.
//
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -O2 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      sleep: waits on 0, in a region 0
// CHECK-NEXT: timed sleep: waits on 0, in a region 0
// CHECK-NEXT: semaphore: waits on 0, in a region 0
// CHECK-NEXT: notification: waits on 0, in a region 0
// CHECK-NEXT: mutex: waits on 0, in a region 0
// CHECK-NEXT: send: waits on 0, in a region 0
// CHECK-NEXT: receive: waits on 0, in a region 0
// CHECK-NEXT: flags: waits on 0, in a region 0
// CHECK-NEXT: condition: waits on 0, in a region 0
// CHECK-NEXT: join: waits on 0, in a region 0
// CHECK-NEXT: kills before a wait, in it: some, some
#include "Inputs/dual_timer.h"

#include <hop/hop.h>

#include <stdio.h>
#include <stdlib.h>

enum { COUNTS = 900, LONG = 100000 };

static struct hop_task victim, killer, owner;
static struct hop_semaphore go, never;
static struct hop_mutex taken;
static struct hop_channel full, empty;
static struct hop_flags flags;
static struct hop_condition condition;
static struct hop_mutex condition_mutex;
static unsigned char full_items[HOP_CHANNEL_BUFFER_SIZE(1, 4)] __attribute__((aligned(4)));
static unsigned char empty_items[HOP_CHANNEL_BUFFER_SIZE(1, 4)] __attribute__((aligned(4)));

static uint32_t word;

static int do_sleep(void) { return hop_task_sleep(LONG); }
static int do_timed(void) { return hop_semaphore_timed_take(&never, LONG); }
static int do_take(void) { return hop_semaphore_take(&never); }
static int do_notification(void) { return hop_notification_wait(); }
static int do_lock(void) { return hop_mutex_lock(&taken); }
static int do_send(void) { return hop_channel_send(&full, &word); }
static int do_receive(void) { return hop_channel_receive(&empty, &word); }
static int do_flags(void) { return hop_flags_wait(&flags, &(uint32_t){1}, HOP_FLAGS_ANY); }
static int do_join(void) { return hop_task_join(&owner); }
static int do_condition(void)
{
    HOP_WITH_LOCK(&condition_mutex)
        return hop_condition_wait(&condition, &condition_mutex);
    return HOP_OK;
}

static const struct {
    const char *name;
    int (*wait)(void);
} waits[] = {
    {"sleep", do_sleep}, {"timed sleep", do_timed}, {"semaphore", do_take}, {"notification", do_notification},
    {"mutex", do_lock}, {"send", do_send}, {"receive", do_receive}, {"flags", do_flags},
    {"condition", do_condition}, {"join", do_join},
};
enum { WAITS = sizeof waits / sizeof waits[0] };

static volatile unsigned wait_number, counts;
static volatile bool in_region, killed;
static volatile unsigned lost[2], before, within;

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    hop_semaphore_give(&go);
}

static bool is_waiting(void)
{
    return victim.state == HOP_TASK_WAITING || victim.state == HOP_TASK_SLEEPING;
}

static void kill_victim(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&go);
        if (is_waiting())
            within++;
        else
            before++;
        killed = true;
        hop_task_kill(&victim, "killed");
    }
}

static void next(void)
{
    if (++counts < COUNTS)
        return;
    counts = 1;
    if (in_region) {
        printf("%s: waits on %u, in a region %u\n", waits[wait_number].name, lost[0], lost[1]);
        lost[0] = lost[1] = 0;
        wait_number++;
    }
    in_region = !in_region;
    if (wait_number < WAITS)
        return;
    printf("kills before a wait, in it: %s, %s\n", before ? "some" : "none", within ? "some" : "none");
    exit(0);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reason != HOP_PANIC_KILLED)
        hop_panic_report(info);
}

static void wait_in_region(void)
{
    hop_kill_defer_begin();
    dual_timer_start(counts);
    (void)waits[wait_number].wait();
    hop_kill_defer_end();
}

static void die(void *unused)
{
    (void)unused;
    next();
    killed = false;
    if (in_region)
        wait_in_region();
    else {
        dual_timer_start(counts);
        (void)waits[wait_number].wait();
    }
    // Too late for the kill that is still to come.
    while (!killed)
        ;
    hop_task_yield();
}

static void hold(void *unused)
{
    (void)unused;
    hop_mutex_lock(&taken);
    hop_channel_send(&full, &word);
    for (;;)
        hop_task_sleep(LONG);
}

// Runs while the victim waits, and is below it.
static void watch(void)
{
    for (;;) {
        if (is_waiting() && killed) {
            lost[in_region]++;
            hop_task_kill(&victim, "again");
        }
    }
}

int main(void)
{
    static _Alignas(8) unsigned char stacks[3][2048];
    *(volatile uint32_t *)0xe000e100 = 1 << 10;
    hop_semaphore_init(&go, 0, 1);
    hop_semaphore_init(&never, 0, 1);
    hop_channel_init(&full, full_items, 1, 4);
    hop_channel_init(&empty, empty_items, 1, 4);
    hop_task_create(&owner, &(struct hop_task_config){.name = "owner", .entry = hold, .stack = stacks[0],
        .stack_size = sizeof stacks[0], .priority = 25});
    hop_task_create(&killer, &(struct hop_task_config){.name = "killer", .entry = kill_victim, .stack = stacks[1],
        .stack_size = sizeof stacks[1], .priority = 30});
    hop_task_create(&victim, &(struct hop_task_config){.name = "victim", .entry = die, .stack = stacks[2],
        .stack_size = sizeof stacks[2], .priority = 20});
    watch();
}
