// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notifications between tasks and from a handler: counted, not lost, and in time to the tick. A count belongs to its
// task: it outlives a death, not the end.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static uint32_t origin;

static void note_time(void)
{
    note((int)(hop_time_ticks() - origin));
}

// What follows happens between two ticks.
static void begin(void)
{
    hop_task_sleep(1);
    origin = hop_time_ticks();
}

static void await_five(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        note(hop_notification_wait());
        note_time();
    }
}

// Row 12: a listener that waits is woken by each of five notifications at its tick.
static void waiting(void)
{
    begin();
    start(0, await_five, 1);
    for (int i = 0; i < 5; i++) {
        hop_task_sleep(25);
        hop_task_notify(&tasks[0]);
    }
    // CHECK: waiting: 0 25 0 50 0 75 0 100 0 125
    print_notes("waiting");
}

// Row 13: five that come before the first wait end five waits at once; a sixth wait waits.
static void in_advance(void)
{
    begin();
    start(0, await_five, -1);
    for (int i = 0; i < 5; i++)
        note(hop_task_notify(&tasks[0]));
    hop_task_sleep(1);
    // CHECK-NEXT: in advance: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
    print_notes("in advance");
}

static void timed_waits(void *unused)
{
    (void)unused;
    for (int i = 0; i < 4; i++) {
        note(hop_notification_timed_wait(10));
        note_time();
    }
}

static void with_timeout(void)
{
    // Row 15: without a notification a timed wait ends after its time.
    begin();
    note(hop_notification_timed_wait(10));
    note_time();
    // CHECK-NEXT: timeout: -3 10
    print_notes("timeout");
    // Row 14: after such an end a notification ends the next wait at once.
    note(hop_task_notify(hop_task_self()));
    note(hop_notification_timed_wait(10));
    note_time();
    // CHECK-NEXT: after a timeout: 0 0 10
    print_notes("after a timeout");
    // Row 16: one in advance, one in time, one on the last tick, none.
    begin();
    start(0, timed_waits, -1);
    hop_task_notify(&tasks[0]);
    hop_task_sleep(5);
    hop_task_notify(&tasks[0]);
    hop_task_sleep(9);
    hop_task_notify(&tasks[0]);
    hop_task_sleep(50);
    // CHECK-NEXT: in time: 0 0 0 5 0 14 -3 24
    print_notes("in time");
}

ON_INTERRUPT_10()
{
    note(hop_task_notify(&tasks[0]));
    note(8);
}

static void await_three(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++) {
        note(7);
        hop_notification_wait();
        note(9);
    }
}

// Row 17: a handler notifies a more urgent task, which runs when the handler is done, before what was interrupted.
static void from_handler(void)
{
    interrupts_enable();
    start(0, await_three, 1);
    for (int i = 1; i <= 3; i++)
        interrupt_raise(10), note(i);
    // CHECK-NEXT: handler: 7 0 8 9 7 1 0 8 9 7 2 0 8 9 3
    print_notes("handler");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    note(5);
    note(hop_task_notify(hop_task_self())); // while it is dying
}

static void die_once(void *unused)
{
    (void)unused;
    note(hop_notification_wait());
    if (hop_task_generation(hop_task_self()) == 0)
        hop_panic("once");
    note(hop_notification_wait());
    note((int)hop_notification_clear());
    hop_notification_wait();
}

static void restart(void)
{
    hop_task_create(&tasks[0], &(struct hop_task_config){.name = "dies", .entry = die_once,
        .stack = task_stacks[0], .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN - 1});
    for (int i = 0; i < 3; i++)
        hop_task_notify(&tasks[0]);
    hop_task_sleep(2);
    // Three came before it died, one while it did: one was taken before, two after, one was left.
    // CHECK-NEXT: restart: 0 5 0 0 0 1
    print_notes("restart");
    for (int i = 0; i < 3; i++)
        hop_task_notify(&tasks[0]); // the first ends it
    hop_task_sleep(2);
    note(hop_task_notify(&tasks[0]));
    begin();
    start(0, timed_waits, 1);
    hop_task_sleep(50);
    // CHECK-NEXT: created again: -1 -3 10 -3 20 -3 30 -3 40
    print_notes("created again");
}

// The bounds of the count, and of its arguments.
static void bounds(void)
{
    static struct hop_task unused;
    unsigned given = 0;
    while (hop_task_notify(hop_task_self()) == HOP_OK)
        given++;
    note(hop_task_notify(hop_task_self()));
    note(hop_task_notify(&unused));
    note(hop_notification_timed_wait(HOP_TIME_MAX + 1u));
    note(hop_notification_timed_wait(0));
    uint32_t begin = hop_time_cycles();
    unsigned cleared = hop_notification_clear();
    bool is_quick = hop_time_cycles() - begin < hop_time_cycles_hz() / 2000; // O(1): others wait so long
    note(hop_notification_timed_wait(0));
    // CHECK-NEXT: bounds 1, cleared 28671, quick 1: -11 -1 -1 0 -3
    printf("bounds %d, cleared %u, quick %d", given == HOP_NOTIFICATION_MAX, cleared, is_quick);
    print_notes("");
}

int main(void)
{
    waiting();
    in_advance();
    with_timeout();
    from_handler();
    restart();
    bounds();
    return 0;
}
