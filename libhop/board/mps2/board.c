// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm MPS2 with images AN385, AN386 and AN500: one fixed clock, and CMSDK timer 1
// as the free-running time stamp. Timer 0 is left to the application.
#include "board/board.h"

#define CLOCK_HZ 25000000u

struct cmsdk_timer {
    volatile uint32_t control;
    volatile uint32_t value; // counts down
    volatile uint32_t reload;
    volatile uint32_t interrupt;
};

#define TIMER1 ((struct cmsdk_timer *)0x40001000u)
#define TIMER_ENABLE 1u

void hop_board_init(void)
{
    TIMER1->reload = UINT32_MAX;
    TIMER1->value = UINT32_MAX;
    TIMER1->control = TIMER_ENABLE;
}

uint32_t hop_board_clock_hz(void)
{
    return CLOCK_HZ;
}

uint32_t hop_board_cycles(void)
{
    return ~TIMER1->value;
}

uint32_t hop_board_cycles_hz(void)
{
    return CLOCK_HZ;
}
