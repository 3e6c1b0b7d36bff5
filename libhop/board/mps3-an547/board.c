// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm MPS3 with image AN547 (Cortex-M55).
#define HOP_BOARD_CLOCK_HZ 32000000u
#include "board/tick_time.h"
