// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The whole contract between libhop's portable code and a processor. Above the
// line, and in hop/boot.h: what an arch folder defines. Below: what it calls. No portable file
// holds assembly or knows a register. Nothing here masks an interrupt.
//
// The kernel's three exceptions (kernel call, switch, tick) share the lowest
// priority: none of them interrupts another, every user handler interrupts all.
#pragma once

#include "arch/fault.h"
#include "hop/arch_context.h"
#include "hop/boot.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Starts the tick exception with a period of `clock_hz / tick_hz` clocks.
void hop_arch_tick_start(uint32_t clock_hz, uint32_t tick_hz);

// The time in ticks, one that is due but not yet handled included, and in *clocks the clocks since then, fewer than a tick
// has. ticks() is the count of ticks handled. In the first instructions of the tick exception, and in handlers that
// come there, the tick may be missing. Context: any that the tick exception cannot be behind by more than one tick, once
// the tick was started.
uint32_t hop_arch_instant(uint32_t (*ticks)(void), uint32_t *clocks);

// The tick's timer, which counts down: HOP_ARCH_TICK_MOST counts at most. Context: any.
static inline uint32_t hop_arch_tick_period(void); // counts of a tick
static inline uint32_t hop_arch_tick_value(void);  // counts left to the end of the countdown

// From the next countdown on, each has so many ticks, or counts.
static inline void hop_arch_tick_reload(uint32_t ticks);
static inline void hop_arch_tick_reload_counts(uint32_t counts);

// Begins the next countdown at once, and returns the value HOP_ARCH_TICK_RESTART counts before that.
static inline uint32_t hop_arch_tick_restart(void);

// Where the processor has stack limit registers: the lowest SP of the current
// task, or of the main stack, at which an exception may still store its frame.
// Below, unchecked code has gone wrong. 0: no limit. Context: any.
static inline void hop_arch_task_floor(uintptr_t floor);
static inline void hop_arch_main_floor(uintptr_t floor);

// Fills *context and the stack below `top` (8-byte aligned) so that switching
// to it runs entry(argument) and then hop_task_exit().
void hop_arch_context_init(struct hop_arch_context *context, uintptr_t top,
                           void (*entry)(void *), void *argument);

// Has a task that does not run go on in hop_dying_fault, as after a fault of the instruction
// where it was interrupted. *fault becomes what that would be, but for `what` and its cause.
// False: it is about to do that already.
bool hop_arch_context_fault(struct hop_arch_context *context, struct hop_fault *fault);

// True if `pc` lies in the code that calls a task's entry function.
bool hop_arch_is_task_start(uintptr_t pc);

// Empties the stack of the current task and its FP registers, runs entry(argument) with SP = `top`, a
// multiple of 8, and then end(). Context: task.
_Noreturn void hop_arch_run(uintptr_t top, void (*entry)(void *), void *argument,
                            void (*end)(void));

// Calls entry(argument) as if a task began there: unwinding ends at this call. *top becomes
// the SP of the call, below all frames of the caller's. Context: task.
void hop_arch_call(void (*entry)(void *), void *argument, uintptr_t *top);

// Abandons the current task's stack and runs it afresh from what
// hop_task_rearm() prepares. Context: task.
_Noreturn void hop_arch_restart(void);

// Whether a check for so many bytes will pass, on a stack that grows. Context: task.
static inline bool hop_arch_stack_prepare(size_t bytes);

// Has the processor store the FP registers of the interrupted task now, if they are
// still to be stored in its frame. Context: handler.
static inline void hop_arch_fp_settle(void);

// Adds `change` to *word, unless the result is below 0 or above `max`, which it returns then;
// else the new value. In one piece for all contexts, where the processor can do that:
// HOP_ARCH_HAVE_EXCLUSIVES. Context: any.
static inline int hop_arch_add_within(volatile int16_t *word, int change, unsigned max);

// Resets the processor and what is around it. RAM stays as it is. Context: any.
static inline _Noreturn void hop_arch_reset(void);

// Waits until an interrupt has been served. Context: task.
static inline void hop_arch_wait(void);

// External interrupts, as hop/irq.h has them; `irq` is at most HOP_IRQ_MAX. A handler that becomes due by
// the first or the third has begun when it returns; none begins after the second.
// Context: any.
static inline void hop_arch_irq_enable(unsigned irq);
static inline void hop_arch_irq_disable(unsigned irq);
static inline void hop_arch_irq_pend(unsigned irq);
static inline void hop_arch_irq_clear(unsigned irq);
static inline bool hop_arch_irq_is_enabled(unsigned irq);
static inline bool hop_arch_irq_is_pending(unsigned irq);
static inline unsigned hop_arch_irq_level(unsigned irq);

// No other context may set another one's meanwhile.
static inline void hop_arch_irq_set_level(unsigned irq, unsigned level);

// Asks for hop_sched_switch() as soon as no handler is active. In a task it has
// run when the call returns. Context: any.
static inline void hop_arch_switch_request(void);

// Number of the exception being handled, 0 in a task.
static inline unsigned hop_arch_exception_number(void);
static inline bool hop_arch_in_handler(void);

// Whether that number is the one of the switch exception.
static inline bool hop_arch_is_switch(unsigned exception);

// Most significant set bit of a non-zero word, 0..31.
static inline unsigned hop_arch_highest_bit(uint32_t word);

// True while a trap is handled that could not be taken at its own priority.
bool hop_arch_trap_escalated(void);

// A request to the debugger or emulator that hosts the semihosting console.
// Returns its result; `block` is as the semihosting specification says.
int hop_arch_semihost(int operation, const void *block);

// ---------------------------------------------------------------------------

// Called by the switch exception: the context to go on with.
struct hop_arch_context *hop_sched_switch(void);

// Called by the tick exception.
void hop_time_tick(void);

// Called by the restart kernel call: makes the current task as new and returns
// its context.
struct hop_arch_context *hop_task_rearm(void);

// Where an entry function returns to.
_Noreturn void hop_task_exit(void);

// Reports a fault and ends the firmware. Context: fault handler, limit is 0.
_Noreturn void hop_fault_end(const struct hop_fault *fault);

#include "arch_inline.h"
