// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Equals take turns also where a more urgent task always runs when a turn would be over if all tasks shared one count of
// ticks: it wakes up on the tick before, and takes one and a half.
#include "Inputs/tasks.h"

enum { SLICE = 10 };

static volatile unsigned turns[2];
static volatile int stop;

static void count_ticks(void *argument)
{
    unsigned last = hop_time_ticks();
    while (!stop) {
        unsigned now = hop_time_ticks();
        turns[(intptr_t)argument] += now != last;
        last = now;
    }
}

static void run_at_the_end(void *unused)
{
    (void)unused;
    uint32_t counts = hop_time_cycles_hz() / 2000 * 3;
    uint32_t wake = hop_time_ticks() / SLICE * SLICE + SLICE - 1;
    hop_task_sleep_until(&wake, 0);
    while (!stop) {
        for (uint32_t begin = hop_time_cycles(); hop_time_cycles() - begin < counts;)
            ;
        hop_task_sleep_until(&wake, SLICE);
    }
}

int main(void)
{
    do
        hop_task_sleep(1);
    while (hop_time_ticks() % SLICE != 0);
    hop_time_slice(SLICE);
    start(0, count_ticks, -8), start(1, count_ticks, -8), start(2, run_at_the_end, -4);
    hop_task_sleep(40 * SLICE);
    stop = 1;
    unsigned all = turns[0] + turns[1];
    // CHECK: shares are equal
    printf("shares %s: %u %u\n", all > 200 && turns[0] * 3 > all && turns[1] * 3 > all ? "are equal" : "differ", turns[0],
           turns[1]);
    return 0;
}
