// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// External interrupts of the Arm MPS3 image AN547 (SSE-300).
#pragma once

#define HOP_BOARD_IRQ_COUNT 96

#define HOP_BOARD_IRQS(X) \
    X(0, NONSEC_WATCHDOG_RESET_Handler) X(1, NONSEC_WATCHDOG_Handler)          \
    X(2, SLOWCLK_TIMER_Handler) X(3, TIMER0_Handler) X(4, TIMER1_Handler)      \
    X(5, TIMER2_Handler) X(9, MPC_Handler) X(10, PPC_Handler)                  \
    X(11, MSC_Handler) X(12, BRIDGE_ERROR_Handler) X(33, UARTRX0_Handler)      \
    X(34, UARTTX0_Handler) X(35, UARTRX1_Handler) X(36, UARTTX1_Handler)       \
    X(48, UARTOVF_Handler) X(49, ETHERNET_Handler) X(50, FPGA_AUDIO_Handler)   \
    X(51, TOUCHSCREEN_Handler)
