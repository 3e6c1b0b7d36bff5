// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the tasks' memory lies. One struct, so that the order is certain: below
// the stack of the JSON task come data of the blink task that must not change,
// and the blink task's stack. Without stack checks a deep document runs through
// them; nothing in the hardware is in the way.
#pragma once

#include "hop/hop.h"

#include <stdint.h>

#define JSON_STACK_BYTES 4096
#define BLINK_STACK_BYTES 1536
#define BLINK_PATTERN_BYTES 2048

struct demo_memory {
    _Alignas(8) unsigned char blink_stack[BLINK_STACK_BYTES];
    uint8_t blink_pattern[BLINK_PATTERN_BYTES]; // LED states, one per period
    _Alignas(8) unsigned char json_stack[JSON_STACK_BYTES];
};

extern struct demo_memory demo_memory;
