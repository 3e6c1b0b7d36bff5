// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clocks, by the conventions of CMSIS.
#include "board/board.h"

#include "arch/arch.h"
#include "hop/config.h"
#include "hop/error.h"

// Of the vendor's system_<device>.c, if that is linked.
void SystemInit(void) __attribute__((weak));
extern uint32_t SystemCoreClock __attribute__((weak));

_Static_assert(UINT32_MAX / HOP_TICK_HZ < 1 << 24, "SysTick counts 24 bits (Armv7-M ARM, B3.3.4)");

// Hz after reset, by the linker script.
extern char __hop_board_clock[];

void hop_board_init(void)
{
    if (SystemInit)
        SystemInit();
    hop_board_timer_start();
}

__attribute__((weak)) uint32_t hop_board_clock_hz(void)
{
    return &SystemCoreClock ? SystemCoreClock : (uint32_t)__hop_board_clock;
}

// Every timer here counts the processor's clock.
uint32_t hop_board_cycles_hz(void)
{
    return hop_board_clock_hz();
}

HOP_CHECKED int hop_board_clock_changed(void)
{
    uint32_t clock_hz = hop_board_clock_hz();
    if (clock_hz / HOP_TICK_HZ < 2)
        return HOP_INVALID;
    hop_arch_tick_start(clock_hz, HOP_TICK_HZ);
    return HOP_OK;
}
