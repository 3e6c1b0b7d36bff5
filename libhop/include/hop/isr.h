// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interrupt handlers that may fail. A plain `void TIMER0_Handler(void)` works as in any other firmware, and a
// panic in it is the end of the firmware. One that is declared
//
//     HOP_ISR void TIMER0_Handler(void) { ... }
//
// has a stack limit of its own: an overflow or panic in it runs its cleanups
// and leaves the handler, nested ones included, and whatever it interrupted
// goes on. The same code would fail again as long as the device asks, so its
// interrupt is disabled, unless hop_isr_panic_hook says that this is taken
// care of. The tick (SysTick_Handler) goes on.
//
// A hardware fault that one of its instructions causes is a panic, as in a task (HOP_PANIC_FAULT).
// It is fatal inside a call of the kernel or of the heap that the handler has made, and in its cleanups;
// so is any panic in these.
//
// Each such handler that is active takes 280 bytes of the main stack, and
// up to 1,424 more are kept free below its limit.
// Rules: it has no parameters and no result; it is for an interrupt, not for a fault or a handler
// of the kernel; it must not block. A call that only tasks may make is a panic in it, and
// fatal in a plain handler. It must not fail while it has masked interrupts: nothing unmasks them.
#pragma once

#include "hop/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

// In front of the definition of a handler that may fail.
#if defined(__has_feature)
#if __has_feature(finite_stack)
#define HOP_ISR __attribute__((hop_isr))
#endif
#endif
#ifndef HOP_ISR
#define HOP_ISR
#endif

// Called in the handler, after its cleanups and before it is left, with the main
// stack as at the handler's entry. The default prints a report. `exception` is
// the handler's number, 16 + IRQ. Returns true if the device no longer
// requests the interrupt, which then stays enabled. It must not block; a panic in it is
// the end of the firmware.
bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info);

// The latest panic of such a handler, NULL: none so far. *exception becomes its
// number. Context: any; a handler may write meanwhile.
const struct hop_panic_info *hop_isr_panic_record(unsigned *exception);

#ifdef __cplusplus
}
#endif
