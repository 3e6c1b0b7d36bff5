// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stellaris LM3S6965 after reset, with the processor replaced by a Cortex-M0: QEMU
// models no timer of it that can be read, so the tick is the time stamp.
#include "board/board.h"

#include "arch/arch.h"
#include "kernel/time.h"

#define CLOCK_HZ 12500000u

void hop_board_init(void)
{
}

uint32_t hop_board_clock_hz(void)
{
    return CLOCK_HZ;
}

uint32_t hop_board_cycles(void)
{
    return hop_arch_cycles(hop_time_now);
}

uint32_t hop_board_cycles_hz(void)
{
    return CLOCK_HZ;
}
