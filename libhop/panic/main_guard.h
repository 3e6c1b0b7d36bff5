// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main stack has no check that plain handlers could fail. What one of them has written
// below it is noticed afterwards: the lowest word is a guard, which the tick, and handlers
// that may fail at their end, look at. What lies below, the end of the heap as a rule, may be
// damaged then. Where the processor has a limit register, that is faster.
#pragma once

#include "hop/port.h"

// Bytes at the bottom of the main stack that are nobody's.
#define HOP_MAIN_GUARD_SIZE 8

extern char __hop_handler_stack_base[];

// Its address, which nobody else has a reason to store there.
static inline uintptr_t hop_main_guard_value(void)
{
    return (uintptr_t)__hop_handler_stack_base;
}

static inline volatile uintptr_t *hop_main_guard(void)
{
    return (volatile uintptr_t *)(void *)__hop_handler_stack_base;
}

// Context: boot.
static inline void hop_main_guard_set(void)
{
    *hop_main_guard() = hop_main_guard_value();
}

static inline bool hop_main_guard_is_broken(void)
{
    return __builtin_expect(*hop_main_guard() != hop_main_guard_value(), 0);
}

// Ends the firmware, and is not declared so: it can be a tail call, which needs no frame.
void hop_main_guard_report(void);

// Ends the firmware if the guard was written over. Context: any.
static inline void hop_main_guard_check(void)
{
    if (hop_main_guard_is_broken())
        hop_main_guard_report();
}
