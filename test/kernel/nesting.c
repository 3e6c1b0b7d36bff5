// RUN: %every_core -Os -I %libhop -I %libhop/arch/arm-m %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task, the tick, and handlers of three more priorities, all that an Armv6-M has, may be inside calls like
// hop_semaphore_give at the same time, each interrupting the one before.
#include "Inputs/interrupts.h"
#include "kernel/nesting.h"

#include <hop/hop.h>
#include <stdio.h>

#define ICSR (*(volatile uint32_t *)0xe000ed04)
#define PENDSTSET (1u << 26)

static volatile unsigned depth[5];
static volatile bool in_main;

ON_INTERRUPT_11()
{
    depth[4] = hop_nesting_enter();
    hop_nesting_leave(depth[4]);
}

ON_INTERRUPT_10()
{
    depth[3] = hop_nesting_enter();
    interrupt_raise(11);
    hop_nesting_leave(depth[3]);
}

ON_INTERRUPT_9()
{
    depth[2] = hop_nesting_enter();
    interrupt_raise(10);
    hop_nesting_leave(depth[2]);
}

// Part of the tick exception, which gives to waiting tasks what handlers have recorded.
void SysTick_Handler(void)
{
    if (!in_main)
        return;
    in_main = false;
    depth[1] = hop_nesting_enter();
    interrupt_raise(9);
    hop_nesting_leave(depth[1]);
}

int main(void)
{
    interrupts_enable();
    depth[0] = hop_nesting_enter();
    in_main = true;
    ICSR = PENDSTSET;
    __asm volatile("dsb\n\tisb" ::: "memory");
    hop_nesting_leave(depth[0]);
    // CHECK: depths 0 1 2 3 4, left 0
    printf("depths %u %u %u %u %u, left %u\n", depth[0], depth[1], depth[2], depth[3], depth[4], hop_sched.depth);
    return 0;
}
