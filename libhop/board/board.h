// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a board folder provides, besides board_irqs.h and hop.ld.
#pragma once

#include <stdint.h>

// Clocks and timers. Called first, on the main stack.
void hop_board_init(void);

uint32_t hop_board_clock_hz(void);

// A timer that counts up for ever, and how fast.
uint32_t hop_board_cycles(void);
uint32_t hop_board_cycles_hz(void);
