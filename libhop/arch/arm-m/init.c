// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Processor set-up, and the first frame of a task.
#include "arch/arch.h"
#include "frame.h"
#include "vectors.h"

#define XPSR_THUMB (1u << 24)
#define TT_SECURE (1u << 22)

extern char hop_task_trampoline[], hop_task_trampoline_end[];

_Static_assert(offsetof(struct hop_arch_context, exc_return) == 36,
               "switch.S stores psp, r4-r11 and lr in one go");
_Static_assert(offsetof(struct hop_arch_context, s16_s31) == 40,
               "switch.S stores FP registers behind them");

extern uint32_t __hop_handler_stack_base[];

// The byte of an exception's priority in its SHPR word.
static uint32_t lowest_priority(unsigned exception)
{
    return (uint32_t)HOP_EXCEPTION_LOWEST << exception % 4 * 8;
}

// All kernel exceptions at one, the lowest, priority: they never nest, and
// every user interrupt at a priority above stays as fast as without a kernel.
void hop_arch_init(void)
{
    HOP_SCB->shpr[HOP_EXCEPTION_SVC / 4 - 1] |= lowest_priority(HOP_EXCEPTION_SVC);
    HOP_SCB->shpr[HOP_EXCEPTION_PENDSV / 4 - 1] |=
        lowest_priority(HOP_EXCEPTION_PENDSV) |
        lowest_priority(HOP_EXCEPTION_SYSTICK);
    if (HOP_ARCH_HAVE_FAULT_STATUS)
        HOP_SCB->ccr |= HOP_CCR_DIV_0_TRP;
    hop_arch_main_floor((uintptr_t)__hop_handler_stack_base);
}

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
    context->exc_return = return_to_task();
}

bool hop_arch_is_task_start(uintptr_t pc)
{
    uintptr_t start = (uintptr_t)hop_task_trampoline & ~(uintptr_t)1;
    return pc >= start && pc <= (uintptr_t)hop_task_trampoline_end;
}
