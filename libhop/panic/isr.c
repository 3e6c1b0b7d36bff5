// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which context runs: a handler that may fail, or a task. What such a handler needs is in
// isr_run.S and isr_end.c, which programs without one do not link.
#include "panic/isr.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "panic/fatal.h"

#pragma weak hop_isr_fill

struct hop_isrs hop_isrs = {.limit = HOP_ISR_BOTTOM + HOP_ISR_KEPT_FREE};

// For a kernel that has none.
__attribute__((weak)) volatile uint16_t hop_port_inside;

void hop_isr_switch_limits_off(void)
{
    hop_isrs.limit = 0;
}

struct hop_runtime *hop_runtime_self(void)
{
    struct hop_isr *isr = hop_isr_innermost();
    if (isr == NULL)
        return hop_runtime_of_task();
    if (!isr->is_filled)
        hop_isr_fill(isr);
    return &isr->runtime;
}

struct hop_runtime *hop_runtime_of_task(void)
{
    return hop_fatal_is_ending ? NULL : hop_port_self();
}

bool hop_isr_is_running(uint32_t exception)
{
    const struct hop_isr *isr = hop_isr_innermost();
    return isr != NULL && isr->exception == exception;
}

bool hop_runtime_protected(void)
{
    const struct hop_isr *isr = hop_isr_innermost();
    if (isr != NULL)
        return hop_port_inside != isr->inside;
    return hop_port_protected() || hop_arch_trap_escalated();
}

bool hop_runtime_is_start(uintptr_t pc)
{
    return hop_isr_is_start(pc) || hop_arch_is_task_start(pc);
}
