// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a context switch saves of a task, for Arm M-profile. It lives in the task
// object, not on the task's stack. switch.S walks it in this order.
#pragma once

#include "hop/abi.h"

#include <stdint.h>

// Context switch only.
struct hop_arch_context {
    uint32_t psp; // of the exception frame with r0-r3, r12, lr, pc, xpsr
    uint32_t r4_r11[8];
    uint32_t exc_return; // bit 4 clear: FP registers belong to the context
    uint32_t s16_s31[HOP_ARCH_FP_WORDS];
};
