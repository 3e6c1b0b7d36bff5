// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tick as the time stamp.
#include "arch/arch.h"
#include "board/board.h"
#include "kernel/time.h"

void hop_tick_timer_start(void)
{
}

uint32_t hop_tick_timer_count(void)
{
    uint32_t clocks, ticks = hop_time_instant(&clocks);
    return ticks * hop_arch_tick_period() + clocks;
}
