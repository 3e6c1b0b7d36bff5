// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a context switch saves of a task, for Armv7E-M. It lives in the task
// object, not on the task's stack. arch/arm-m/switch.S walks it in this order.
#pragma once

#include <stdint.h>

// The hard-float variant saves FP registers; the other leaves the FPU off.
#if defined(__ARM_PCS_VFP)
#define HOP_ARCH_FP_WORDS 16
#else
#define HOP_ARCH_FP_WORDS 0
#endif

struct hop_arch_context {
    uint32_t psp; // of the exception frame with r0-r3, r12, lr, pc, xpsr
    uint32_t r4_r11[8];
    uint32_t exc_return; // bit 4 clear: FP registers belong to the context
    uint32_t s16_s31[HOP_ARCH_FP_WORDS];
};
