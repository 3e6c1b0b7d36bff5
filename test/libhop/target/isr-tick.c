// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The application's part of the tick may fail. It is no interrupt that could be disabled: the tick goes on.
//
// RUN: %every_core -Os %s
//
// CHECK: hop: panic: tick 3 in task 'EXC 15'
// CHECK: hop:   handler left
// CHECK: exception 15, ticks go on
#include <hop/hop.h>
#include <hop/isr.h>
#include <stdio.h>

static volatile unsigned ticks;

HOP_ISR void SysTick_Handler(void)
{
    if (++ticks == 3)
        hop_panic("tick %u", ticks);
}

int main(void)
{
    unsigned exception = 0;
    while (ticks < 9)
        hop_task_sleep(1);
    hop_isr_panic_record(&exception);
    printf("exception %u, ticks go on\n", exception);
    return 0;
}
