// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A timer of the MPS2 boards that interrupts once, as IRQ 8. With hop-run --icount 7 a count is a third of an
// instruction.
#pragma once

#include <stdint.h>

struct timer {
    volatile uint32_t control, value, reload, interrupt;
};
#define TIMER0 ((struct timer *)0x40000000)
#define NVIC_ISER0 (*(volatile uint32_t *)0xe000e100)
#define NVIC_IPR2 (*(volatile uint32_t *)0xe000e408)

static inline void timer_enable(void)
{
    NVIC_IPR2 = 0x80;
    NVIC_ISER0 = 1 << 8;
}

static inline void timer_start(uint32_t counts)
{
    TIMER0->value = counts;
    TIMER0->control = 1 | 1 << 3;
}

// In its handler.
static inline void timer_acknowledge(void)
{
    TIMER0->interrupt = 1;
    TIMER0->control = 0;
}
