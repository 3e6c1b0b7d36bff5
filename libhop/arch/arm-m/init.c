// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Processor set-up.
#include "arch/arch.h"
#include "panic/main_guard.h"
#include "vectors.h"

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
    hop_main_guard_set();
}
