// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm MPS2 with image AN505 (Cortex-M33).
#define HOP_BOARD_CLOCK_HZ 20000000u
#include "board/tick_time.h"
