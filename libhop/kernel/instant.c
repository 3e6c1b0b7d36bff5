// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The time within a tick, by the tick's timer.
#include "arch/arch.h"
#include "kernel/sched.h"
#include "kernel/time.h"

// Time stamps are taken in loops: no look at a rest where there is none.
uint32_t hop_time_instant(uint32_t *clocks)
{
    return hop_arch_instant(hop_sched.observers & HOP_OBSERVES_TICK ? hop_time_now : hop_time_counted, clocks);
}

uint32_t hop_time_read(uint32_t *nanoseconds)
{
    uint32_t clocks, ticks = hop_time_instant(&clocks);
    uint32_t period = hop_arch_tick_period();
    // 32 bits are enough below 4 GHz.
    uint32_t scaled = clocks * 1000;
    *nanoseconds = scaled / period * 1000 + scaled % period * 1000 / period;
    return ticks;
}
