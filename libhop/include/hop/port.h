// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime (checks, unwinder, panics, restart, crash records, heap) under a kernel: what
// that has to provide, and what it has to call. libhop's own kernel does no more than this;
// ../../port/README.md tells how to bring another one, or none.
//
// A firmware that defines the five functions, hop_port_svc, hop_boot_start (hop/boot.h),
// newlib's locks, and the handlers PendSV_Handler and hop_arch_systick, links nothing of
// libhop's kernel but the soft-lock of the heap. All of it is unchecked code
// (-fno-finite-stack), of at most HOP_KERNEL_DEPTH bytes of stack.
//
// Words: a task is what has a struct hop_runtime, and a stack of its own on PSP, all of it
// below the main stack. Tasks are switched by the handler of PendSV; that, SVC and SysTick
// share the lowest priority (hop_arch_init in hop/boot.h sets it).
#pragma once

#include "hop/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

// What a kernel may leave out.
#define HOP_PORT_OPTIONAL __attribute__((weak))

// ---- The five functions

// The runtime of the current task, NULL before the first one runs: a panic is the end of the firmware
// then. In a handler: of the task that it has interrupted. Context: any.
struct hop_runtime *hop_port_self(void);

// True where the current task cannot be unwound, since the kernel would be left
// half-changed: in a kernel section, or while the scheduler is suspended. An overflow then
// goes into the reserve, and the kill waits (hop_kill_deliver). Masked interrupts need no
// answer: the trap of an overflow is escalated there, which is seen. Context: any.
bool hop_port_protected(void);

// Keeps all other tasks from running until as often resumed, 255 times at most. Handlers go
// on. They guard the heap, the table of open files, and, if there is no
// hop_port_unwind_lock, the one unwinder stack. resume ends with hop_kill_deliver().
// Context: task; suspend also any, where the firmware ends.
void hop_port_suspend(void);
void hop_port_resume(void);

// The task's cleanups have run, or have been given up: releases what it still holds
// (mutexes, scheduler suspension), then ends it, or runs it again by hop_runtime_run().
// Context: the dying task, SP at the top of its stack, all of which is free. A panic in it
// is fatal.
HOP_NORETURN void hop_port_restart(struct hop_runtime *runtime);

// ---- What may be left out

// Bytes that the switch stores on a task's stack, below the exception frame of the hardware;
// without it none. At most HOP_PORT_SWITCH_MAX.
#define HOP_PORT_SWITCH_MAX 104
// See above.
HOP_PORT_OPTIONAL extern const uint32_t hop_port_switch_bytes;

// A mutex, best with priority inheritance, around the one unwinder stack, instead of
// hop_port_suspend: tasks that do not panic then run meanwhile. Context: the dying task. Its
// SP is outside its own stack while it holds the lock. Both or none.
HOP_PORT_OPTIONAL void hop_port_unwind_lock(void);
HOP_PORT_OPTIONAL void hop_port_unwind_unlock(void);

// For reports and crash records. What hop_port_restart will do with the task (without:
// HOP_OUTCOME_RESTART), and how often it has been restarted (without: 0). Context: task.
HOP_PORT_OPTIONAL enum hop_panic_outcome hop_port_outcome(const struct hop_runtime *runtime);
HOP_PORT_OPTIONAL uint32_t hop_port_generation(const struct hop_runtime *runtime);

// After the last cleanup, before the report, and after hop_panic_hook: releases what the task still holds; returns how many
// mutexes, which may be on its stack the first time. After hop_panic_hook: what the application has to do between two
// lives; it may panic, and is then called again, to go on with what comes next. Context: as hop_port_restart.
HOP_PORT_OPTIONAL unsigned hop_port_release(struct hop_runtime *runtime);
HOP_PORT_OPTIONAL void hop_port_quiesce(struct hop_runtime *runtime);

// The task is about to be unwound: another one may take its place meanwhile. hop_port_self() is then the one that
// goes on dying, whose runtime is a copy of *runtime as it is now, and *runtime is that other one's. Context: the trap
// that diverts it; hop_port_protected() is false.
HOP_PORT_OPTIONAL void hop_port_replace(struct hop_runtime *runtime);

// Differs from what it was when a handler that may fail (hop/isr.h) began while that handler is
// inside a call of the kernel or of the heap, where it must not be diverted. Their entry reads it,
// which calls nothing. Without it they never are.
extern volatile uint16_t hop_port_inside;

// Milliseconds since reset, and a free running time stamp (without: 0). Context: any.
HOP_PORT_OPTIONAL uint32_t hop_port_milliseconds(void);
HOP_PORT_OPTIONAL uint32_t hop_port_cycles(void);

// The milliseconds, and in *nanoseconds, below 1,000,000, what has passed since the latest (without: 0). It is never behind
// hop_port_milliseconds by more than one, and may be ahead of it. Context: any, once the first task runs.
HOP_PORT_OPTIONAL uint32_t hop_port_time(uint32_t *nanoseconds);

// ---- What the kernel calls
//
//   creates a task              hop_runtime_init
//   runs a task's entry         hop_runtime_run, in the task, first of all
//   has switched tasks          hop_runtime_switch, in PendSV
//   kills a task                hop_runtime_kill, then makes it ready if it waits
//   ends a kernel section       hop_kill_deliver
//   a task has come to its end  hop_runtime_disown, hop_conversions_end, in the task
//   a task has died             hop_conversions_recover, where it goes on

// What newlib keeps for conversions of floating point, of the task whose _impure_ptr is set. recover makes it fit for the
// next one, wherever a conversion was left: blocks of the heap that it had in hand are free ones again; nobody is
// inside a conversion with the same _impure_ptr. end gives all of it back. Both are NULL in a program that converts
// nothing. Context: task.
HOP_PORT_OPTIONAL void hop_conversions_recover(void);
HOP_PORT_OPTIONAL void hop_conversions_end(void);

// ---- Exceptions

// libhop's handlers, by CMSIS's names. SVC_Handler serves svc 243 to 255 from tasks; all
// others go on to hop_port_svc, which is entered like a handler of its own: LR = EXC_RETURN,
// MSP as at the exception. HardFault_Handler serves what a task can survive or die of, the
// rest is the end of the firmware (hop/fatal.h, with a hook).
void SVC_Handler(void);
void HardFault_Handler(void);
void hop_port_svc(void);

// What the vector table has for PendSV and SysTick.
void PendSV_Handler(void);
void hop_arch_systick(void);

#ifdef __cplusplus
}
#endif
