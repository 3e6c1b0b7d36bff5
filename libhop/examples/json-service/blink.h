// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The neighbour: plays a pattern on the board's LED, one state per period, and
// checks that it is never late.
#pragma once

#include <stdint.h>

#define BLINK_PERIOD_MS 20

struct blink_status {
    uint32_t periods;
    uint32_t missed;         // woken on another tick than asked for
    uint32_t worst_cycles;   // longest distance of a period from its length
    unsigned bytes_changed;  // of the pattern, which nobody may write
};

void blink_start(void);
struct blink_status blink_status(void);
