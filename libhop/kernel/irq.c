// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/irq.h"

#include "arch/arch.h"
#include "kernel/preemption.h"
#include "panic/misuse.h"

int hop_irq_enable(unsigned irq)
{
    if (irq > HOP_IRQ_MAX)
        return HOP_INVALID;
    hop_arch_irq_enable(irq);
    return HOP_OK;
}

int hop_irq_disable(unsigned irq)
{
    if (irq > HOP_IRQ_MAX)
        return HOP_INVALID;
    hop_arch_irq_disable(irq);
    return HOP_OK;
}

int hop_irq_is_enabled(unsigned irq)
{
    return irq > HOP_IRQ_MAX ? HOP_INVALID : hop_arch_irq_is_enabled(irq);
}

// A handler in between leaves it as it was, or means that it is to stay disabled.
int hop_irq_mask(unsigned irq)
{
    int was_enabled = hop_irq_is_enabled(irq);
    if (was_enabled == 1)
        hop_arch_irq_disable(irq);
    return was_enabled;
}

int hop_irq_pend(unsigned irq)
{
    if (irq > HOP_IRQ_MAX)
        return HOP_INVALID;
    hop_arch_irq_pend(irq);
    return HOP_OK;
}

int hop_irq_clear(unsigned irq)
{
    if (irq > HOP_IRQ_MAX)
        return HOP_INVALID;
    hop_arch_irq_clear(irq);
    return HOP_OK;
}

int hop_irq_is_pending(unsigned irq)
{
    return irq > HOP_IRQ_MAX ? HOP_INVALID : hop_arch_irq_is_pending(irq);
}

HOP_CHECKED int hop_irq_set_level(unsigned irq, unsigned level)
{
    if (irq > HOP_IRQ_MAX || level > 0xff)
        return HOP_INVALID;
    if (hop_arch_in_handler())
        return HOP_CONTEXT;
    hop_sched_suspend();
    hop_arch_irq_set_level(irq, level);
    hop_sched_resume();
    return HOP_OK;
}

int hop_irq_level(unsigned irq)
{
    return irq > HOP_IRQ_MAX ? HOP_INVALID : (int)hop_arch_irq_level(irq);
}

HOP_CHECKED struct hop_irq_guard hop_irq_guard_begin(unsigned irq)
{
    struct hop_irq_guard guard = {.irq = irq, .is_open = true, .in_task = !hop_arch_in_handler()};
    if (irq > HOP_IRQ_MAX)
        hop_panic_misuse("no such interrupt", (uintptr_t)__builtin_return_address(0));
    if (guard.in_task)
        hop_preemption_begin();
    guard.was_enabled = hop_irq_mask(irq) == 1;
    return guard;
}

HOP_CHECKED void hop_irq_guard_end(struct hop_irq_guard *guard)
{
    if (!guard->is_open)
        return;
    guard->is_open = false;
    if (guard->was_enabled)
        hop_arch_irq_enable(guard->irq);
    if (guard->in_task)
        hop_preemption_end();
}
