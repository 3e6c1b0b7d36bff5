// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handler that may fail is a context with words and a runtime of its own, as a
// task is one. Its entry (isr_run.S) only gives it the words: the runtime is filled for who
// asks for it, after a trap or a fault. What it interrupted gets its words back at the end.
// Nesting is LIFO, so plain stores do.
#pragma once

#include "arch/arm-m/frame.h"
#include "hop/isr.h"
#include "panic/dying.h"
#include "panic/main_guard.h"

// Main stack kept free below the limit of such a handler: the unwinder runs there,
// and the interrupts that come meanwhile.
#define HOP_ISR_RESERVE 1024

// The bottom of a handler's part of the main stack, and from there to its limit.
#define HOP_ISR_BOTTOM ((uintptr_t)__hop_handler_stack_base + HOP_MAIN_GUARD_SIZE)
enum { HOP_ISR_KEPT_FREE = HOP_UNWIND_STATE_SIZE + HOP_ZONES + HOP_ISR_RESERVE };

// On the main stack, between the handler's caller and its body.
struct hop_isr {
    // Live words of what it interrupted.
    uint32_t limit;
    uint32_t cleanup_depth;
    uint32_t kill_pending;
    uint32_t stack;
    struct hop_isr *outer;
    uintptr_t own_limit; // hop_isrs.limit at its entry
    uint32_t exception;
    uint16_t inside; // hop_port_inside at its entry
    // The rest is filled. The entry stores `inside` as a word.
    uint16_t is_filled;
    char name[12];
    struct hop_runtime runtime;
};

// Each handler leaves it as it found it.
struct hop_isrs {
    struct hop_isr *volatile innermost; // active one, NULL: none
    volatile uintptr_t limit; // of the next one
};
extern struct hop_isrs hop_isrs;

static inline struct hop_isr *hop_isr_innermost(void)
{
    return hop_isrs.innermost;
}

static inline bool hop_isr_is_active(void)
{
    return hop_isrs.innermost != NULL;
}

// Where stack checks are off: no limit for any handler.
void hop_isr_switch_limits_off(void);

// The current task's, NULL also when the firmware is ending: then none can die.
struct hop_runtime *hop_runtime_of_task(void);

// The runtime of the running context: such a handler's, else hop_runtime_of_task().
// In a plain handler: of what it interrupted.
struct hop_runtime *hop_runtime_self(void);

// Makes the rest of it.
void hop_isr_fill(struct hop_isr *isr);

// Whether the handler with this exception number is the innermost one.
bool hop_isr_is_running(uint32_t exception);

// As hop_port_protected, of the running context, and where its trap was masked.
bool hop_runtime_protected(void);

// True where unwinding ends: in the code that calls a task's entry or such a handler's body.
bool hop_runtime_is_start(uintptr_t pc);

// The handler's half of that. The function there has a table, what starts a task has none. In programs
// without such a handler it is at 0, where a damaged stack may lead to, too.
extern char hop_isr_returned[] __attribute__((weak));
static inline bool hop_isr_is_start(uintptr_t pc)
{
    return ((pc ^ (uintptr_t)hop_isr_returned) & ~(uintptr_t)1) == 0 && hop_isr_is_active();
}

// What isr_run.S calls behind the body.
void hop_isr_leave(const struct hop_isr *isr);

// Ends the body of the innermost one, whose frames have been unwound.
HOP_NORETURN void hop_isr_end(void);

// Goes on behind the call of the body, with the registers of `state`.
HOP_NORETURN void hop_isr_abandon(const struct hop_unwind_state *state);
