// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tick as the time stamp.
#include "arch/arch.h"
#include "board/board.h"
#include "kernel/sched.h"
#include "kernel/time.h"

void hop_tick_timer_start(void)
{
}

uint32_t hop_tick_timer_count(void)
{
    // Time stamps are taken in loops: no look at a rest where there is none.
    return hop_arch_cycles(hop_sched.observers & HOP_OBSERVES_TICK ? hop_time_now : hop_time_counted);
}
