// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A board whose timers are all left to the application: the tick is the time stamp, and
// there is nothing to set up. For its board.c, which defines HOP_BOARD_CLOCK_HZ before.
#pragma once

#include "arch/arch.h"
#include "board/board.h"
#include "kernel/time.h"

void hop_board_init(void)
{
}

uint32_t hop_board_clock_hz(void)
{
    return HOP_BOARD_CLOCK_HZ;
}

uint32_t hop_board_cycles(void)
{
    return hop_arch_cycles(hop_time_now);
}

uint32_t hop_board_cycles_hz(void)
{
    return HOP_BOARD_CLOCK_HZ;
}
