// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts of arch.h that are one or two instructions.
#pragma once

#include "features.h"
#include "scb.h"

#if HOP_ARCH_HAVE_STACK_LIMITS
static inline void hop_arch_task_floor(uintptr_t floor)
{
    __asm volatile("msr psplim, %0" ::"r"(floor));
}

static inline void hop_arch_main_floor(uintptr_t floor)
{
    __asm volatile("msr msplim, %0" ::"r"(floor));
}
#else
static inline void hop_arch_task_floor(uintptr_t floor)
{
    (void)floor;
}

static inline void hop_arch_main_floor(uintptr_t floor)
{
    (void)floor;
}
#endif

static inline bool hop_arch_stack_prepare(size_t bytes)
{
    register size_t r0 __asm("r0") = bytes;
    __asm volatile("svc %1" : "+r"(r0) : "i"(HOP_SVC_PREPARE) : "memory");
    return r0 != 0;
}

// Completes a lazy stacking of FP registers: what is in the frame is right, and the
// processor writes to it no more.
static inline void hop_arch_fp_settle(void)
{
#if HOP_ARCH_FP_WORDS
    __asm volatile("vmov r3, s0" ::: "r3", "memory");
#endif
}

// An exception in between clears the monitor, and the store fails (Armv7-M ARM, A3.4.4).
#if HOP_ARCH_HAVE_EXCLUSIVES
static inline int hop_arch_add_within(volatile int16_t *word, int change, unsigned max)
{
    int value;
    do {
        value = __builtin_arm_ldrex(word) + change;
        if ((unsigned)value > max)
            return value;
    } while (__builtin_arm_strex((int16_t)value, word));
    return value;
}
#endif

enum {
    HOP_ARCH_TICK_MOST = 1 << 24, // Armv7-M ARM, B3.3.4
    // A load and a store; the timer takes the reload value with the count after that (B3.3.1).
    HOP_ARCH_TICK_RESTART = 3,
};

extern uint32_t hop_arch_systick_period;

static inline uint32_t hop_arch_tick_period(void)
{
    return hop_arch_systick_period;
}

static inline uint32_t hop_arch_tick_value(void)
{
    return HOP_SYSTICK->value;
}

static inline void hop_arch_tick_reload_counts(uint32_t counts)
{
    HOP_SYSTICK->reload = counts - 1; // counts reload .. 0
}

static inline void hop_arch_tick_reload(uint32_t ticks)
{
    hop_arch_tick_reload_counts(ticks * hop_arch_systick_period);
}

// Nothing comes between the two instructions, but for handlers.
static inline uint32_t hop_arch_tick_restart(void)
{
    uint32_t value;
    __asm volatile("ldr %0, [%1]\n\tstr %0, [%1]" : "=&l"(value) : "l"(&HOP_SYSTICK->value) : "memory");
    return value;
}

// What has been stored gets there first; the request takes some clocks (Armv7-M ARM, B1.5.16).
static inline _Noreturn void hop_arch_reset(void)
{
    __asm volatile("dsb" ::: "memory");
    HOP_SCB->aircr = HOP_AIRCR_KEY | HOP_AIRCR_SYSRESETREQ;
    __asm volatile("dsb" ::: "memory");
    for (;;)
        ;
}

static inline void hop_arch_wait(void)
{
    __asm volatile("dsb\n\twfi" ::: "memory");
}

// The barriers make a switch that is due happen here, not some instructions
// later (Armv7-M ARM, B3.2.4 and A3.7.3). It may happen at the store: what the caller
// has stored before must not come after that.
static inline void hop_arch_switch_request(void)
{
    __asm volatile("" ::: "memory");
    HOP_SCB->icsr = HOP_ICSR_PENDSVSET;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

// A word for 32 interrupts, of which a write of 1 changes one (Armv7-M ARM, B3.4). What the
// caller has stored before is there for a handler that begins; barriers as above.
static inline void hop_arch_irq_write(volatile uint32_t *registers, unsigned irq)
{
    __asm volatile("" ::: "memory");
    registers[irq / 32] = 1u << irq % 32;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

static inline bool hop_arch_irq_read(const volatile uint32_t *registers, unsigned irq)
{
    return (registers[irq / 32] >> irq % 32 & 1) != 0;
}

static inline void hop_arch_irq_enable(unsigned irq)
{
    hop_arch_irq_write(HOP_NVIC_ISER, irq);
}

static inline void hop_arch_irq_disable(unsigned irq)
{
    hop_arch_irq_write(HOP_NVIC_ICER, irq);
}

static inline void hop_arch_irq_pend(unsigned irq)
{
    hop_arch_irq_write(HOP_NVIC_ISPR, irq);
}

static inline void hop_arch_irq_clear(unsigned irq)
{
    hop_arch_irq_write(HOP_NVIC_ICPR, irq);
}

static inline bool hop_arch_irq_is_enabled(unsigned irq)
{
    return hop_arch_irq_read(HOP_NVIC_ISER, irq);
}

static inline bool hop_arch_irq_is_pending(unsigned irq)
{
    return hop_arch_irq_read(HOP_NVIC_ISPR, irq);
}

// By whole words, which is all that Armv6-M has.
static inline unsigned hop_arch_irq_level(unsigned irq)
{
    return HOP_NVIC_IPR[irq / 4] >> irq % 4 * 8 & 0xff;
}

static inline void hop_arch_irq_set_level(unsigned irq, unsigned level)
{
    unsigned shift = irq % 4 * 8;
    HOP_NVIC_IPR[irq / 4] = (HOP_NVIC_IPR[irq / 4] & ~(0xffu << shift)) | level << shift;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

static inline unsigned hop_arch_exception_number(void)
{
    uint32_t ipsr;
    __asm volatile("mrs %0, ipsr" : "=r"(ipsr));
    return ipsr;
}

static inline bool hop_arch_in_handler(void)
{
    return hop_arch_exception_number() != 0;
}

static inline bool hop_arch_is_switch(unsigned exception)
{
    return exception == 14; // PendSV
}

static inline unsigned hop_arch_highest_bit(uint32_t word)
{
    return 31u - (unsigned)__builtin_clz(word);
}
