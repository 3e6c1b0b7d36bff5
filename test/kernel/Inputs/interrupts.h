// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interrupts 9, 10 and 11, which every board has a name for and no device raises, raised by program.
// A handler is written ON_INTERRUPT_9() { ... }, or ON_INTERRUPT_9(HOP_ISR) { ... }.
#pragma once

#include <stdint.h>

#define INTERRUPT(number, attribute, mps2, lm3s, sse) \
    static inline void interrupt_##number(void);      \
    attribute void mps2(void)                         \
    {                                                 \
        interrupt_##number();                         \
    }                                                 \
    attribute void lm3s(void)                         \
    {                                                 \
        interrupt_##number();                         \
    }                                                 \
    attribute void sse(void)                          \
    {                                                 \
        interrupt_##number();                         \
    }                                                 \
    static inline void interrupt_##number(void)
#define ON_INTERRUPT_9(...) INTERRUPT(9, __VA_ARGS__, TIMER1_Handler, PWM_FAULT_Handler, MPC_Handler)
#define ON_INTERRUPT_10(...) INTERRUPT(10, __VA_ARGS__, DUALTIMER_Handler, PWM0_Handler, PPC_Handler)
#define ON_INTERRUPT_11(...) INTERRUPT(11, __VA_ARGS__, SPI_Handler, PWM1_Handler, MSC_Handler)

#define NVIC_ENABLE (*(volatile uint32_t *)0xe000e100)
#define NVIC_PEND (*(volatile uint32_t *)0xe000e200)
#define NVIC_PRIORITY_8_TO_11 (*(volatile uint32_t *)0xe000e408)

// Each interrupts the one before; the kernel's exceptions are below all of them.
static inline void interrupts_enable(void)
{
    NVIC_PRIORITY_8_TO_11 = 0x80u << 8 | 0x40u << 16 | 0x00u << 24;
    NVIC_ENABLE = 1 << 9 | 1 << 10 | 1 << 11;
}

// When it returns the handler has run, if it may.
static inline void interrupt_raise(int number)
{
    NVIC_PEND = 1u << number;
    __asm volatile("dsb\n\tisb" ::: "memory");
}
