// RUN: %clang --target=thumbv7m -Os %s -o %t.elf
// RUN: %run --icount 7 %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task dies while it suspends preemption, and a handler wakes a more urgent one at any instruction of that: when this runs
// nobody suspends preemption any more.
#include "../Inputs/timer.h"
#include "Inputs/tasks.h"

static struct hop_semaphore wanted = HOP_SEMAPHORE(0, 1);
static volatile uint32_t counts; // until the interrupt
static volatile bool is_dying;
static volatile unsigned meanwhile, later, wrong;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

ON_TIMER()
{
    timer_acknowledge();
    hop_semaphore_give(&wanted);
}

static void urgent(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&wanted);
        wrong += hop_preemption_is_suspended();
        meanwhile += is_dying;
        later += !is_dying;
    }
}

static void dies(void *unused)
{
    (void)unused;
    is_dying = true;
    timer_start(counts);
    hop_preemption_suspend();
    hop_panic("dies");
}

int main(void)
{
    timer_enable();
    start(0, urgent, 2);
    for (counts = 100; counts < 12000; counts++) {
        start(1, dies, 1);
        is_dying = false;
        hop_task_sleep(2);
    }
    // CHECK: woken meanwhile some, later some, wrong 0
    printf("woken meanwhile %s, later %s, wrong %u\n", meanwhile ? "some" : "none", later ? "some" : "none", wrong);
    return 0;
}
