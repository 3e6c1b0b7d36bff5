// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The interface between the runtime (checks, unwinder, panics, restart, crash records, heap) and a kernel:
// what the kernel has to provide, and what it has to call. libhop's own kernel does no more than this;
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

// The runtime of the current task; NULL before the first one runs, when a panic ends the firmware.
// In a handler: that of the interrupted task. Context: any.
struct hop_runtime *hop_port_self(void);

// True while the current task must not be unwound, since the kernel would be left
// half-changed: in a kernel section, or while the scheduler is suspended. An overflow then
// uses the reserve, and the kill waits (hop_kill_deliver). Masked interrupts need not be
// reported: the trap of an overflow escalates, which the runtime sees. Context: any.
bool hop_port_protected(void);

// Keep all other tasks from running until resumed as often, nested up to 255 times. Handlers still
// run. These calls guard the heap, the table of open files, and, if there is no
// hop_port_unwind_lock, the single unwinder stack. resume ends with hop_kill_deliver().
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

// A mutex around the single unwinder stack, preferably with priority inheritance, instead of
// hop_port_suspend: tasks that do not panic can then run meanwhile. Context: the dying task. Its
// SP is outside its own stack while it holds the lock. Both or none.
HOP_PORT_OPTIONAL void hop_port_unwind_lock(void);
HOP_PORT_OPTIONAL void hop_port_unwind_unlock(void);

// For reports and crash records. What hop_port_restart will do with the task (without:
// HOP_OUTCOME_RESTART), and how often it has been restarted (without: 0). Context: task.
HOP_PORT_OPTIONAL enum hop_panic_outcome hop_port_outcome(const struct hop_runtime *runtime);
HOP_PORT_OPTIONAL uint32_t hop_port_generation(const struct hop_runtime *runtime);

// release is called after the last cleanup, before the report, and after hop_panic_hook: it releases what the task still
// holds, and returns how many mutexes that were; in the first call they may be on the task's stack. quiesce is called after
// hop_panic_hook, for what the application has to do between two lives; if it panics it is called again, to go on with
// the next step. Context: as hop_port_restart.
HOP_PORT_OPTIONAL unsigned hop_port_release(struct hop_runtime *runtime);
HOP_PORT_OPTIONAL void hop_port_quiesce(struct hop_runtime *runtime);

// The task is about to be unwound, and a successor may take its place meanwhile. Afterwards hop_port_self() is the one
// that dies, whose runtime is a copy of what *runtime is now, and *runtime is the successor's. Context: the trap
// that diverts it; hop_port_protected() is false.
HOP_PORT_OPTIONAL void hop_port_replace(struct hop_runtime *runtime);

// While a handler that may fail (hop/isr.h) is inside a call of the kernel or of the heap, where it must not be
// diverted, this differs from its value when the handler began. The handler's entry only reads it. Without
// this variable handlers are never taken to be inside such calls.
extern volatile uint16_t hop_port_inside;

// Milliseconds since reset, and a free running time stamp (without: 0). Context: any.
HOP_PORT_OPTIONAL uint32_t hop_port_milliseconds(void);
HOP_PORT_OPTIONAL uint32_t hop_port_cycles(void);

// Returns milliseconds, and in *nanoseconds, below 1,000,000, the time since the latest of them (without: 0). The result is
// never behind hop_port_milliseconds by more than one, and may be ahead of it. Context: any, once the first task runs.
HOP_PORT_OPTIONAL uint32_t hop_port_time(uint32_t *nanoseconds);

// ---- What the kernel calls
//
//   creates a task              hop_runtime_init
//   runs a task's entry         hop_runtime_run, in the task, first of all
//   has switched tasks          hop_runtime_switch, in PendSV, where it also keeps _errno and _mp of *_impure_ptr
//                               (<reent.h>) for each task
//   kills a task                hop_runtime_kill, then makes it ready if it waits
//   ends a kernel section       hop_kill_deliver
//   a task has come to its end  hop_runtime_disown, hop_conversions_end, in the task
//   a task has died             hop_conversions_recover, where it goes on

// What newlib keeps for floating-point conversions, behind _impure_ptr->_mp. recover makes it usable
// again after a conversion was abandoned at any point: blocks that this one was using are free for the next; nobody may be
// inside a conversion with the same _mp. end gives all of it back. Both are NULL in a program that converts
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
