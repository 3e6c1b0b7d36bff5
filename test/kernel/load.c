// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The load of a task that works for 4 of 10 ms is 40 percent, in every one of ten spans, also of one that is over within a
// tick; one that is never done has the rest. (The emulated processor is never idle: its time would then be the host's.)
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task tasks[3];
static _Alignas(8) unsigned char stacks[3][1536];
static volatile int stop;

static void work_for(uint32_t microseconds)
{
    uint32_t counts = hop_time_cycles_hz() / 1000000 * microseconds;
    for (uint32_t begin = hop_time_cycles(); hop_time_cycles() - begin < counts;)
        ;
}

static void works(void *argument)
{
    uint32_t wake = hop_time_ticks();
    while (!stop) {
        work_for((uint32_t)(uintptr_t)argument);
        hop_task_sleep_until(&wake, 10);
    }
}

static void never_done(void *unused)
{
    (void)unused;
    while (!stop)
        ;
}

static void start(int i, void (*entry)(void *), uintptr_t argument, unsigned priority)
{
    hop_task_create(&tasks[i], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = (void *)argument, .stack = stacks[i], .stack_size = sizeof stacks[i],
        .priority = priority, .restart = HOP_RESTART_NEVER});
}

// In permille, of the span since *before.
static unsigned share(int i, struct hop_load *before)
{
    struct hop_load now = hop_load_of(&tasks[i]);
    unsigned result = (unsigned)((now.cycles - before->cycles) * 1000 / (now.total - before->total));
    *before = now;
    return result;
}

// The calls by which they wait are theirs as well.
static int is_about(unsigned value, unsigned wanted)
{
    return value + 25 >= wanted && value <= wanted + 25;
}

int main(void)
{
    start(0, works, 4000, 18);
    start(1, works, 500, 17);
    start(2, never_done, 0, 2);
    hop_task_sleep(5);
    hop_load_start();
    struct hop_load before[3] = {0};
    unsigned right = 0;
    for (int span = 0; span < 10; span++) {
        hop_task_sleep(30);
        right += is_about(share(0, &before[0]), 400) && is_about(share(1, &before[1]), 50) &&
                 is_about(share(2, &before[2]), 550);
    }
    // CHECK: 10 spans of 10 are right
    printf("%u spans of 10 are right\n", right);
    hop_load_stop();
    struct hop_load all[3], now = hop_load_of(&tasks[2]);
    hop_task_sleep(20);
    uint64_t sum = 0;
    for (int i = 0; i < 3; i++) {
        all[i] = hop_load_of(&tasks[i]);
        sum += all[i].cycles;
    }
    // CHECK-NEXT: stopped 1, together 99
    printf("stopped %d, together %u\n", all[2].cycles == now.cycles, (unsigned)(sum * 100 / now.total));
    stop = 1;
    return 0;
}
