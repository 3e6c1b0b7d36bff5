// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first frame of a task of libhop's kernel.
#include "arch/arch.h"
#include "frame.h"

#define XPSR_THUMB (1u << 24)
#define TT_SECURE (1u << 22)

extern char hop_task_trampoline[];

_Static_assert(offsetof(struct hop_arch_context, exc_return) == 36,
               "switch.S stores psp, r4-r11 and lr in one go");
_Static_assert(offsetof(struct hop_arch_context, s16_s31) == 40,
               "switch.S stores FP registers behind them");

// EXC_RETURN for a task without FP context (Armv8-M ARM, D1.2.95: ES and S are set for
// the Secure state, in which a TT of our own code says so, and only there).
static uint32_t return_to_task(void)
{
#if __ARM_ARCH >= 8
    uint32_t target;
    __asm("tt %0, %1" : "=r"(target) : "r"(hop_task_trampoline));
    return (target & TT_SECURE) != 0 ? 0xfffffffd : 0xffffffbc;
#else
    return 0xfffffffd;
#endif
}

void hop_arch_context_init(struct hop_arch_context *context, uintptr_t top,
                           void (*entry)(void *), void *argument)
{
    struct hop_exception_frame *frame = (struct hop_exception_frame *)top - 1;
    frame->r0 = (uintptr_t)argument;
    frame->r1 = (uintptr_t)entry;
    frame->lr = 0;
    frame->pc = (uintptr_t)hop_task_trampoline & ~(uintptr_t)1;
    frame->xpsr = XPSR_THUMB;
    context->psp = (uintptr_t)frame;
    context->r4_r11[0] = (uintptr_t)hop_task_exit;
    context->exc_return = return_to_task();
}
