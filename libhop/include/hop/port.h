// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the runtime needs from the kernel below it. All of it is unchecked
// code (built with -fno-finite-stack), and uses at most HOP_KERNEL_DEPTH bytes.
#pragma once

#include "hop/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

// The current task, NULL before the first one runs and when the firmware is ending. In a handler: the task it
// interrupted. Context: any.
struct hop_runtime *hop_port_self(void);

// True where the current task must not be diverted: scheduler suspended, or
// inside a kernel call. Context: trap handler and task.
bool hop_port_protected(void);

// Differs from what it was when a handler began while that handler is inside a call of the kernel or of the heap,
// which it must not be diverted from. Read by the entry of handlers that may fail, which takes no call.
extern volatile uint16_t hop_port_inside;

// True if `pc` lies in the code that calls a task's entry function: unwinding
// ends there. Context: task.
bool hop_port_is_task_start(uintptr_t pc);

// A mutex with priority inheritance around the one unwinder stack. Called in
// thread mode of the dying task. The task's SP is outside its own stack object
// while it holds the lock.
void hop_port_unwind_lock(void);
void hop_port_unwind_unlock(void);

// What hop_port_restart will do with the task. Called once for each death. Context: task.
enum hop_panic_outcome hop_port_outcome(const struct hop_runtime *runtime);

// After unwinding, or after reclaim without it, before hop_panic_hook: releases what the task
// still holds. Returns how many mutexes. Context: as hop_port_restart.
unsigned hop_port_release(struct hop_runtime *runtime);

// After hop_panic_hook: what the application has to do between two lives. It may panic, and
// is then called again, to go on with what comes next. Context: as hop_port_restart.
void hop_port_quiesce(struct hop_runtime *runtime);

// Releases what the task has taken since hop_port_release, then applies its policy. Called in
// thread mode of the dying task, SP near the top of its stack.
HOP_NORETURN void hop_port_restart(struct hop_runtime *runtime);

// A trap or panic with no task to blame (boot, handler): report and stop.
// Context: any, limit is 0.
HOP_NORETURN void hop_port_fatal(const char *reason, uintptr_t pc);

// The lowest SP of the current task at which an exception may still store its
// frame, for processors that can watch it; 0: none. Context: trap handler and task.
void hop_port_stack_floor(uintptr_t floor);

// Time stamp for measurements, free running. Context: any.
uint32_t hop_port_cycles(void);

// For crash records: milliseconds since reset, and how often the task has been restarted.
// Context: any.
uint32_t hop_port_milliseconds(void);
uint32_t hop_port_generation(const struct hop_runtime *runtime);

// Writes text to the console that reports go to. Context: task.
void hop_port_console_write(const char *text, size_t length);

// Called by the port's SVC handler for svc 250..255, in handler mode on the
// main stack. `frame` is PSP, `exc_return` the handler's LR, `saved` r4 to r7 as they
// were at the svc, NULL if not known: then profiles lack callers. FP registers must be in
// the frame. Edits words of the frame, which moves where the stack grows, and returns
// the PSP to return with. A HardFault handler that
// finds an escalated svc of a task passes `number | HOP_TRAP_MASKED`.
// HOP_TRAP_FLOOR stands for a stack limit register that was crossed: `frame` is
// made up, at the top of the task's stack, whose content is lost.
#define HOP_TRAP_MASKED 0x100u
#define HOP_TRAP_FLOOR 0x200u
struct hop_exception_frame;
struct hop_exception_frame *hop_trap(struct hop_exception_frame *frame,
                                     unsigned number, uint32_t exc_return,
                                     const uint32_t *saved);

// True if the check in front of the svc that `frame` is at would trap now. For a
// HardFault handler that cannot tell an escalated svc otherwise.
bool hop_trap_is_due(const struct hop_exception_frame *frame, unsigned number,
                     uint32_t exc_return);

#ifdef __cplusplus
}
#endif
