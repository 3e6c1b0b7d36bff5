// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// External interrupts of the Arm MPS2 image AN505 (IoT Kit).
#pragma once

#define HOP_BOARD_IRQ_COUNT 96

#define HOP_BOARD_IRQS(X) \
    X(0, NONSEC_WATCHDOG_RESET_Handler) X(1, NONSEC_WATCHDOG_Handler)          \
    X(2, S32K_TIMER_Handler) X(3, TIMER0_Handler) X(4, TIMER1_Handler)         \
    X(5, DUALTIMER_Handler) X(9, MPC_Handler) X(10, PPC_Handler)               \
    X(11, MSC_Handler) X(12, BRIDGE_ERROR_Handler) X(32, UARTRX0_Handler)      \
    X(33, UARTTX0_Handler) X(34, UARTRX1_Handler) X(35, UARTTX1_Handler)       \
    X(36, UARTRX2_Handler) X(37, UARTTX2_Handler) X(38, UARTRX3_Handler)       \
    X(39, UARTTX3_Handler) X(40, UARTRX4_Handler) X(41, UARTTX4_Handler)       \
    X(42, UART0_COMBINED_Handler) X(43, UART1_COMBINED_Handler)                \
    X(44, UART2_COMBINED_Handler) X(45, UART3_COMBINED_Handler)                \
    X(46, UART4_COMBINED_Handler) X(47, UARTOVF_Handler)                       \
    X(48, ETHERNET_Handler) X(49, I2S_Handler) X(50, TOUCHSCREEN_Handler)      \
    X(51, SPI0_Handler) X(52, SPI1_Handler)
