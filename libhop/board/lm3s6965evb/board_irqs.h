// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// External interrupts of the Stellaris LM3S6965, the 32 that a Cortex-M0 has.
#pragma once

#define HOP_BOARD_IRQ_COUNT 32

#define HOP_BOARD_IRQS(X) \
    X(0, GPIOA_Handler) X(1, GPIOB_Handler) X(2, GPIOC_Handler)                \
    X(3, GPIOD_Handler) X(4, GPIOE_Handler) X(5, UART0_Handler)                \
    X(6, UART1_Handler) X(7, SSI0_Handler) X(8, I2C0_Handler)                  \
    X(9, PWM_FAULT_Handler) X(10, PWM0_Handler) X(11, PWM1_Handler)            \
    X(12, PWM2_Handler) X(13, QEI0_Handler) X(14, ADC0_Handler)                \
    X(15, ADC1_Handler) X(16, ADC2_Handler) X(17, ADC3_Handler)                \
    X(18, WDT_Handler) X(19, TIMER0A_Handler) X(20, TIMER0B_Handler)           \
    X(21, TIMER1A_Handler) X(22, TIMER1B_Handler) X(23, TIMER2A_Handler)       \
    X(24, TIMER2B_Handler) X(25, COMP0_Handler) X(26, COMP1_Handler)           \
    X(27, COMP2_Handler) X(28, SYSCTL_Handler) X(29, FLASH_Handler)            \
    X(30, GPIOF_Handler) X(31, GPIOG_Handler)
