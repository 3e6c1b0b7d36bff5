// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tickless idle: few ticks interrupt, everybody is woken at their tick, and those that did not interrupt are counted. Row 71.
#include "Inputs/tasks.h"

#include <hop/tickless.h>

static volatile unsigned interrupts;

void SysTick_Handler(void)
{
    interrupts++;
}

static void sleeps(void *argument)
{
    uint32_t wake = hop_time_ticks(), periods[] = {7, 50, 333};
    uint32_t period = periods[(intptr_t)argument];
    for (uint32_t passed = 0; passed + period <= 1000; passed += period) {
        hop_task_sleep_until(&wake, period);
        if (hop_time_ticks() != wake)
            note((int)period);
    }
}

static void three_sleepers(uint32_t least)
{
    hop_tickless_set(least);
    unsigned before = interrupts, rested = hop_tickless_count();
    uint32_t wake = hop_time_ticks();
    for (int i = 0; i < 3; i++)
        start(i, sleeps, 2);
    hop_task_sleep_until(&wake, 1010);
    bool adds_up = interrupts - before + (hop_tickless_count() - rested) == 1010;
    printf("late %d, %s interrupts, %s", (int)(hop_time_ticks() - wake),
           interrupts - before == 1010 ? "all" : interrupts - before < 400 ? "few" : "many",
           adds_up ? "adds up" : "does not add up");
    print_notes("");
}

// One sleeper, longer than SysTick can count.
static void one_sleeper(void)
{
    unsigned before = interrupts;
    uint32_t start = hop_time_ticks();
    hop_task_sleep(3000);
    printf("slept %u, %s\n", (unsigned)(hop_time_ticks() - start), interrupts - before < 100 ? "few interrupts" : "many");
}

int main(void)
{
    printf("%d %d\n", hop_tickless_set(1), hop_tickless_set(0));
    // CHECK: -1 0
    // CHECK-NEXT: late 0, all interrupts, adds up:{{$}}
    three_sleepers(0);
    // CHECK-NEXT: late 0, few interrupts, adds up:{{$}}
    three_sleepers(2);
    // CHECK-NEXT: slept 3000, few interrupts
    one_sleeper();
    return 0;
}
