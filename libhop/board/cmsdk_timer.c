// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A timer of Arm's CMSDK as the time stamp.
#include "board/board.h"

struct cmsdk_timer {
    volatile uint32_t control;
    volatile uint32_t value; // counts down
    volatile uint32_t reload;
    volatile uint32_t interrupt;
};

// At its address, by the linker script.
extern struct cmsdk_timer __hop_board_timer;

#define TIMER_ENABLE 1u

void hop_cmsdk_timer_start(void)
{
    __hop_board_timer.reload = UINT32_MAX;
    __hop_board_timer.value = UINT32_MAX;
    __hop_board_timer.control = TIMER_ENABLE;
}

uint32_t hop_cmsdk_timer_count(void)
{
    return ~__hop_board_timer.value;
}
