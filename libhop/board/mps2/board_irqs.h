// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// External interrupts of the Arm MPS2 images, as QEMU's mps2-an385, -an386 and
// -an500 wire them, with the names that the vendor's start-up files use.
#pragma once

#define HOP_BOARD_IRQ_COUNT 32

#define HOP_BOARD_IRQS(X)                                                      \
    X(0, UARTRX0_Handler) X(1, UARTTX0_Handler) X(2, UARTRX1_Handler)          \
    X(3, UARTTX1_Handler) X(4, UARTRX2_Handler) X(5, UARTTX2_Handler)          \
    X(6, PORT0_COMB_Handler) X(7, PORT1_COMB_Handler) X(8, TIMER0_Handler)     \
    X(9, TIMER1_Handler) X(10, DUALTIMER_Handler) X(11, SPI_Handler)           \
    X(12, UARTOVF_Handler) X(13, ETHERNET_Handler) X(14, I2S_Handler)          \
    X(15, TSC_Handler) X(16, PORT0_0_Handler) X(17, PORT0_1_Handler)           \
    X(18, PORT0_2_Handler) X(19, PORT0_3_Handler) X(20, PORT0_4_Handler)       \
    X(21, PORT0_5_Handler) X(22, PORT0_6_Handler) X(23, PORT0_7_Handler)       \
    X(24, PORT0_8_Handler) X(25, PORT0_9_Handler) X(26, PORT0_10_Handler)      \
    X(27, PORT0_11_Handler) X(28, PORT0_12_Handler) X(29, PORT0_13_Handler)    \
    X(30, PORT0_14_Handler) X(31, PORT0_15_Handler)
