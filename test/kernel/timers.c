// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers: one call, many calls without drift, stop, start again, orders from a callback and in a row, a callback that
// panics, removal.

#include <hop/hop.h>
#include <stdio.h>

static struct hop_task service;
static _Alignas(8) unsigned char stack[2048];
static struct hop_timer once, often, fails;
static uint32_t begin, times[8];
static unsigned count, calls_once, calls_failing;

static void note_once(void *argument)
{
    calls_once += (unsigned)(uintptr_t)argument;
    times[7] = hop_time_ticks() - begin;
}

// Takes longer than its period now and then: no call is left out.
static void note_often(void *unused)
{
    (void)unused;
    times[count++] = hop_time_ticks() - begin;
    if (count == 2)
        hop_task_sleep(8);
    if (count == 5)
        hop_timer_stop(&often);
}

static void fail(void *unused)
{
    (void)unused;
    if (++calls_failing == 2)
        hop_panic("in a callback");
}

int main(void)
{
    hop_task_create(&service, &(struct hop_task_config){
        .name = "timers", .entry = hop_timer_service, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    struct hop_timer_config config = {.callback = note_once, .argument = (void *)1, .delay = 5};
    // CHECK: init 0 -1 -1
    printf("init %d", hop_timer_init(&once, &config));
    config.delay = HOP_TIME_MAX + 1u;
    printf(" %d", hop_timer_init(&often, &config));
    config = (struct hop_timer_config){.callback = NULL};
    printf(" %d\n", hop_timer_init(&often, &config));

    config = (struct hop_timer_config){.callback = note_often, .delay = 3, .period = 4};
    hop_timer_init(&often, &config);
    hop_task_sleep(1);
    begin = hop_time_ticks();
    hop_timer_start(&often);
    hop_timer_start(&once);
    hop_task_sleep(40);
    // CHECK-NEXT: often 5 at 3 7 15 15 19, once 1 at {{5|15}}
    printf("often %u at %u %u %u %u %u, once %u at %u\n", count, (unsigned)times[0], (unsigned)times[1], (unsigned)times[2],
           (unsigned)times[3], (unsigned)times[4], calls_once, (unsigned)times[7]);

    // CHECK-NEXT: again 2, stopped 2, in a row 3
    hop_timer_start(&once);
    hop_task_sleep(7);
    printf("again %u", calls_once);
    hop_timer_start(&once);
    hop_task_sleep(3);
    hop_timer_stop(&once);
    hop_task_sleep(7);
    printf(", stopped %u", calls_once);
    for (int i = 0; i < 300; i++) {
        hop_timer_stop(&once);
        hop_timer_start(&once);
    }
    hop_task_sleep(7);
    printf(", in a row %u\n", calls_once);

    // CHECK: in a callback
    config = (struct hop_timer_config){.callback = fail, .delay = 2, .period = 2};
    hop_timer_init(&fails, &config);
    hop_timer_start(&fails);
    hop_task_sleep(9);
    // CHECK: after a panic 4, restarts 1
    printf("after a panic %u, restarts %u\n", calls_failing, (unsigned)hop_task_generation(&service));

    // CHECK-NEXT: removed 0 0, no more: 4 -1
    printf("removed %d", hop_timer_remove(&fails));
    printf(" %d", hop_timer_remove(&once));
    hop_task_sleep(9);
    printf(", no more: %u %d\n", calls_failing, hop_timer_remove(&once));
    return 0;
}
