// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A timer that interrupts once, on every board that the variants are linked for by default. Its handler is written
// ON_TIMER() { ... }. With hop-run --icount 7 a count is a third of an instruction on the MPS2 boards, where it is IRQ 8.
#pragma once

#include <stdint.h>

#define TIMER_REGISTER(address) (*(volatile uint32_t *)(address))
#define NVIC_ISER0 TIMER_REGISTER(0xe000e100)
#define NVIC_IPR2 TIMER_REGISTER(0xe000e408)

#if __ARM_ARCH == 6 // lm3s6965evb: timer 0 as one of 32 bits

#define ON_TIMER() void TIMER0A_Handler(void)

static inline void timer_enable(void)
{
    TIMER_REGISTER(0xe000e410) = 0x80000000;
    NVIC_ISER0 = 1u << 19;
    TIMER_REGISTER(0x40030000) = 0;
    TIMER_REGISTER(0x40030004) = 1;
    TIMER_REGISTER(0x40030018) = 1;
}

static inline void timer_start(uint32_t counts)
{
    TIMER_REGISTER(0x4003000c) = 0;
    TIMER_REGISTER(0x40030028) = counts;
    TIMER_REGISTER(0x4003000c) = 1;
}

// In its handler.
static inline void timer_acknowledge(void)
{
    TIMER_REGISTER(0x4003000c) = 0;
    TIMER_REGISTER(0x40030024) = 1;
}

#else // a timer of Arm's CMSDK

struct timer {
    volatile uint32_t control, value, reload, interrupt;
};

#if defined(__ARM_ARCH_8_1M_MAIN__) // mps3-an547: of 32768 Hz
#define TIMER0 ((struct timer *)0x5802f000)
#define ON_TIMER() void SLOWCLK_TIMER_Handler(void)
enum { TIMER_IRQ = 2, TIMER_DIVIDER = 768 };
#else
#define ON_TIMER() void TIMER0_Handler(void)
#if __ARM_ARCH == 8
#define TIMER0 ((struct timer *)0x50000000)
enum { TIMER_IRQ = 3, TIMER_DIVIDER = 1 };
#else
#define TIMER0 ((struct timer *)0x40000000)
enum { TIMER_IRQ = 8, TIMER_DIVIDER = 1 };
#endif
#endif

static inline void timer_enable(void)
{
    *(volatile uint8_t *)(0xe000e400 + TIMER_IRQ) = 0x80;
    NVIC_ISER0 = 1u << TIMER_IRQ;
}

static inline void timer_start(uint32_t counts)
{
    TIMER0->value = counts / TIMER_DIVIDER + (TIMER_DIVIDER > 1);
    TIMER0->control = 1 | 1 << 3;
}

// In its handler.
static inline void timer_acknowledge(void)
{
    TIMER0->interrupt = 1;
    TIMER0->control = 0;
}

#endif
