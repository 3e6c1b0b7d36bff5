// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The other timer of the MPS2 boards, which interrupts once, as IRQ 10.
#pragma once

#include <stdint.h>

struct dual_timer {
    volatile uint32_t load, value, control, clear;
};
#define DUAL_TIMER ((struct dual_timer *)0x40002000)

static inline void dual_timer_start(uint32_t counts)
{
    DUAL_TIMER->load = counts;
    DUAL_TIMER->control = 1 << 7 | 1 << 5 | 1 << 1 | 1;
}

// In its handler.
static inline void dual_timer_acknowledge(void)
{
    DUAL_TIMER->clear = 1;
    DUAL_TIMER->control = 0;
}
