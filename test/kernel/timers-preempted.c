// RUN: %clang --target=thumbv7m -Os %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that is more urgent than the service of timers runs for 10 milliseconds, from any instruction of that on, the
// one between its look at the time and its wait included. A timer that is due later is called on its tick.
#include "../Inputs/timer.h"
#include "Inputs/tasks.h"

static struct hop_timer first, second;
static struct hop_semaphore news = HOP_SEMAPHORE(0, 1);
static volatile uint32_t called, counts;

void TIMER0_Handler(void)
{
    timer_acknowledge();
    hop_semaphore_give(&news);
}

static void begin(void *unused)
{
    (void)unused;
    timer_start(counts);
}

static void note_call(void *unused)
{
    (void)unused;
    called = hop_time_ticks();
}

static void be_urgent(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&news);
        for (uint32_t from = hop_time_ticks(); hop_time_ticks() - from < 10;)
            ;
    }
}

int main(void)
{
    unsigned rounds = 0, late = 0;
    timer_enable();
    start(0, hop_timer_service, 2), start(1, be_urgent, 4);
    hop_timer_init(&first, &(struct hop_timer_config){.callback = begin, .delay = 2});
    hop_timer_init(&second, &(struct hop_timer_config){.callback = note_call, .delay = 15});
    for (counts = 20; counts < 2000; counts += 12, rounds++) {
        hop_task_sleep(1);
        uint32_t from = hop_time_ticks();
        hop_timer_start(&first), hop_timer_start(&second);
        hop_task_sleep(30);
        late += called - from != 15;
    }
    // CHECK: 165 rounds, late 0
    printf("%u rounds, late %u\n", rounds, late);
    return 0;
}
