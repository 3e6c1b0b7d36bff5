// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tick, by the processor's SysTick timer.
#include "arch/arch.h"
#include "panic/main_guard.h"
#include "scb.h"
#include "vectors.h"

uint32_t hop_arch_systick_period;

void hop_arch_tick_start(uint32_t clock_hz, uint32_t tick_hz)
{
    hop_arch_systick_period = clock_hz / tick_hz;
    hop_arch_tick_reload(1);
    HOP_SYSTICK->value = 0;
    HOP_SYSTICK->control = HOP_SYSTICK_RUN;
}

// The application may have a SysTick_Handler of its own (vendor libraries count milliseconds in it). It comes after the
// kernel's, which counts the tick: so it sees the time that it is called at, and may fail (hop/isr.h).
void SysTick_Handler(void) __attribute__((weak));

void hop_arch_systick(void)
{
    if (hop_main_guard_is_broken()) {
        hop_main_guard_report();
        return;
    }
    hop_time_tick();
    if (SysTick_Handler)
        SysTick_Handler();
}

// A tick that is due but not yet counted belongs to the value that the timer has
// wrapped to. Both are read again if a tick came in between. A countdown of several ticks
// (kernel/tickless.c) ends with the last one.
uint32_t hop_arch_instant(uint32_t (*ticks)(void), uint32_t *clocks)
{
    uint32_t period = hop_arch_tick_period();
    uint32_t before, value, is_due;
    do {
        before = ticks();
        value = hop_arch_tick_value();
        is_due = HOP_SCB->icsr & HOP_ICSR_PENDSTSET;
        if (is_due)
            value = hop_arch_tick_value();
    } while (before != ticks());
    if (value >= period)
        value %= period;
    *clocks = period - 1 - value;
    return before + (is_due ? 1 : 0);
}
