// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stellaris LM3S6965 after reset, with the processor replaced by a Cortex-M0. QEMU
// models no timer of it that can be read.
#define HOP_BOARD_CLOCK_HZ 12500000u
#include "board/tick_time.h"
