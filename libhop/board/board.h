// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the kernel wants of a board. The linker script says which of the timers is behind it
// (scripts/hop-board), an application may define the functions itself.
#pragma once

#include "hop/board.h"

#include <stdint.h>

// Called first, on the main stack: CMSIS's SystemInit, if the program has one, and the timer.
void hop_board_init(void);

// Starts the timer of hop_board_cycles().
void hop_board_timer_start(void);

// A timer that counts up for ever, and how fast.
uint32_t hop_board_cycles(void);
uint32_t hop_board_cycles_hz(void);

// The timers: the tick itself, for boards where all others are the application's, and a
// CMSDK timer.
void hop_tick_timer_start(void);
uint32_t hop_tick_timer_count(void);
void hop_cmsdk_timer_start(void);
uint32_t hop_cmsdk_timer_count(void);
