// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Single external interrupts, by number, 0 to HOP_IRQ_MAX. There is no call that masks
// all of them. For a number without an interrupt the calls do nothing.
//
//     HOP_IRQ_ASSERT_PRIORITY(UART_PRIORITY);
//     ...
//     hop_irq_set_priority(UART_IRQ, UART_PRIORITY);
//     hop_irq_enable(UART_IRQ);
//     ...
//     HOP_WITH_IRQ_MASKED(UART_IRQ) { what its handler touches, too }
//
// Source: Armv7-M ARM, B3.4; Armv6-M ARM, B3.4; Armv8-M ARM, D1.2 (NVIC_*).
#pragma once

#include "hop/error.h"
#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__ARM_ARCH) && __ARM_ARCH >= 8 && __ARM_ARCH_ISA_THUMB >= 2
// The highest number of an interrupt that the architecture has: 479, 239 or 31.
#define HOP_IRQ_MAX 479
#elif __ARM_ARCH_ISA_THUMB >= 2
// The highest number of an interrupt that the architecture has: 479, 239 or 31.
#define HOP_IRQ_MAX 239
#else
// The highest number of an interrupt that the architecture has: 479, 239 or 31.
#define HOP_IRQ_MAX 31
#endif

// How many priority bits the chip implements. A program may define it; CMSIS has it in the device's header,
// which is to be included first. The default is the least that any chip has.
#if !defined(HOP_IRQ_PRIORITY_BITS) && defined(__NVIC_PRIO_BITS)
#define HOP_IRQ_PRIORITY_BITS __NVIC_PRIO_BITS
#elif !defined(HOP_IRQ_PRIORITY_BITS) && __ARM_ARCH_ISA_THUMB >= 2 && !defined(__ARM_ARCH_8M_BASE__)
#define HOP_IRQ_PRIORITY_BITS 3
#elif !defined(HOP_IRQ_PRIORITY_BITS)
#define HOP_IRQ_PRIORITY_BITS 2
#endif

// The kernel's exceptions have the least urgent priority for themselves. Those of handlers are 0, the most
// urgent, to HOP_IRQ_PRIORITY_MAX.
#define HOP_IRQ_PRIORITY_MAX ((1 << HOP_IRQ_PRIORITY_BITS) - 2)

// A declaration that does not compile unless the priority is one for handlers.
#ifdef __cplusplus
#define HOP_IRQ_ASSERT_PRIORITY(priority)                                              \
    static_assert((priority) >= 0 && (priority) <= HOP_IRQ_PRIORITY_MAX,               \
                  "a handler's priority is 0 to HOP_IRQ_PRIORITY_MAX")
#else
#define HOP_IRQ_ASSERT_PRIORITY(priority)                                              \
    _Static_assert((priority) >= 0 && (priority) <= HOP_IRQ_PRIORITY_MAX,              \
                   "a handler's priority is 0 to HOP_IRQ_PRIORITY_MAX")
#endif

// All of the following are O(1), and HOP_INVALID for a number above HOP_IRQ_MAX. Context: any,
// where nothing else is said.

// When it returns, the handler of a pending interrupt has begun, unless a more urgent one runs first.
int hop_irq_enable(unsigned irq);

// When it returns, the handler does not begin any more. If the caller has interrupted it, it goes on later.
int hop_irq_disable(unsigned irq);

// The same; 1: it was enabled, 0: it was not.
int hop_irq_mask(unsigned irq);

// 1 or 0, at this moment.
int hop_irq_is_enabled(unsigned irq);

// Makes the interrupt pending, or no longer pending.
int hop_irq_pend(unsigned irq);
int hop_irq_clear(unsigned irq);
int hop_irq_is_pending(unsigned irq);

// The priority as in bits 7 to 0 of the register, of which the chip implements the upper ones. HOP_CONTEXT in a handler: where
// four interrupts share a register, a task's change of another one could be lost. The interrupt
// must not be enabled (Armv6-M) or active. Context: task, or before the kernel runs.
int hop_irq_set_level(unsigned irq, unsigned level);
int hop_irq_level(unsigned irq);

// The same by number. HOP_INVALID: above HOP_IRQ_PRIORITY_MAX; nothing done.
static inline int hop_irq_set_priority(unsigned irq, unsigned priority)
{
    if (priority > HOP_IRQ_PRIORITY_MAX)
        return HOP_INVALID;
    return hop_irq_set_level(irq, priority << (8 - HOP_IRQ_PRIORITY_BITS));
}

// Its priority, 0 the most urgent one; HOP_INVALID: no such interrupt. Context: any.
static inline int hop_irq_priority(unsigned irq)
{
    int level = hop_irq_level(irq);
    return level < 0 ? level : level >> (8 - HOP_IRQ_PRIORITY_BITS);
}

// A scope of HOP_WITH_IRQ_MASKED (hop/guard.h).
struct hop_irq_guard {
    unsigned irq;
    bool is_open;
    bool was_enabled;
    bool in_task; // preemption is suspended
};

// Keeps the handler from beginning, and, if called by a task, other tasks from running
// (hop/preemption.h), until hop_irq_guard_end, which restores both. Scopes nest. An interrupt that comes
// meanwhile stays pending. A number above HOP_IRQ_MAX is a panic, fatal in a handler. Context: task or handler.
struct hop_irq_guard hop_irq_guard_begin(unsigned irq);
void hop_irq_guard_end(struct hop_irq_guard *guard);

#ifdef __cplusplus
}
#endif
