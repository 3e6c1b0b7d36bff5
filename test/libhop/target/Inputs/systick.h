// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The core's timer, for tests that have it interrupt a task after so many of its counts.
#pragma once

#include <stdint.h>

struct systick {
    volatile uint32_t control, reload, value;
};
#define SYSTICK ((struct systick *)0xe000e010)
enum { SYSTICK_NEVER = 0xffffff };
