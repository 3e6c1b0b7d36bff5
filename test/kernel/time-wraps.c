// RUN: %every_core -Os -fno-finite-stack -I %libhop -I %libhop/arch/arm-m -I %libhop/include %S/Inputs/time_near_wrap.c %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tick counter wraps while tasks sleep and wait with timeouts: each comes at its tick, in order of time, and equal
// times in the order in which they began. The longest times pass over the wrap, too. Time is as exact in the middle of
// the range, where signed numbers overflow.
#include "Inputs/tasks.h"

void set_time(uint32_t ticks);
int sleep_till_now(void);
void sleep_longest_while_ticks_come(void);

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 1);
static struct hop_mutex mutex;
static uint32_t origin;

static const uint32_t times[] = {30, 10, 20, 10, 40};

static void note_end(int number)
{
    note(100 * (int)(hop_time_ticks() - origin) + number);
}

static void sleeps(void *argument)
{
    int number = (int)(intptr_t)argument;
    hop_task_sleep(times[number]);
    note_end(number);
}

static void times_out(void *argument)
{
    int number = (int)(intptr_t)argument;
    if (hop_semaphore_timed_take(&semaphore, times[number]) == HOP_TIMEOUT)
        note_end(number);
}

static void times_out_at_mutex(void *argument)
{
    int number = (int)(intptr_t)argument;
    if (hop_mutex_timed_lock(&mutex, times[number]) == HOP_TIMEOUT)
        note_end(number);
}

static void keeps_a_period(void *argument)
{
    uint32_t wake = hop_time_ticks();
    for (int i = 0; i < 3; i++) {
        hop_task_sleep_until(&wake, 15);
        note_end((int)(intptr_t)argument);
    }
}

// Ends when it is told to, not by its time.
static void waits_long(void *argument)
{
    if (hop_semaphore_timed_take(&semaphore, HOP_TIME_MAX) == HOP_OK)
        note_end((int)(intptr_t)argument);
}

static void run(uint32_t time)
{
    hop_task_sleep(1);
    set_time(time);
    origin = hop_time_ticks();
    hop_mutex_lock(&mutex);
    start(6, waits_long, 1);
    for (int i = 0; i < 5; i++)
        start(i, i == 2 ? times_out : i == 3 ? times_out_at_mutex : sleeps, 2);
    start(5, keeps_a_period, 3);
    hop_task_sleep(50);
    hop_mutex_unlock(&mutex);
    hop_semaphore_give(&semaphore);
    note_end(9);
    hop_task_sleep(1);
    printf("from %08x", (unsigned)time);
    print_notes("");
}

static void sleeps_until_2(void *argument)
{
    uint32_t wake = origin;
    hop_task_sleep_until(&wake, 2);
    note_end((int)(intptr_t)argument);
}

static void sleeps_longest(void *unused)
{
    (void)unused;
    sleep_longest_while_ticks_come();
}

// Ticks that come late in a call: what is over by then is over at once, and who is due is not hidden behind who sleeps
// for the longest time.
static void late_ticks(void)
{
    hop_task_sleep(1);
    origin = hop_time_ticks();
    note(sleep_till_now());
    note_end(1);
    start(1, sleeps_until_2, 2), start(2, sleeps_longest, 1);
    hop_task_sleep(20);
    hop_task_kill(&tasks[2], "slept enough");
    hop_task_sleep(5);
    note(tasks[2].state == HOP_TASK_ENDED);
    print_notes("late ticks");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

int main(void)
{
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAX);
    // CHECK: from ffffffe7: 1001 1003 1505 2002 3005 3000 4004 4505 5009 5006
    run(0xffffffe7);
    // CHECK-NEXT: from 7fffffe7: 1001 1003 1505 2002 3005 3000 4004 4505 5009 5006
    run(0x7fffffe7);
    // CHECK-NEXT: from 00000000: 1001 1003 1505 2002 3005 3000 4004 4505 5009 5006
    run(0);
    // CHECK-NEXT: late ticks: 0 1 301 1
    late_ticks();
    return 0;
}
