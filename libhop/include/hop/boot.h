// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the start-up code of a port (hop/port.h) is called by, and calls.
#pragma once

#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

// To be defined: called by Reset_Handler on the main stack, with the context words 0 and .data and
// .bss in place. It must not return.
void hop_boot_start(void);

// The stack of main's task, of hop-sections.ld.
extern char __hop_main_task_stack[];
// Its end.
extern char __hop_main_task_stack_end[];
// The main stack, of hop-sections.ld.
extern char __hop_handler_stack_base[];
// Its end.
extern char __hop_handler_stack_top[];

// Gives SVC, PendSV and SysTick the lowest priority, makes division by zero trap, and sets up the guard
// of the main stack and, on Armv8-M Mainline, MSPLIM. Context: boot, once, before the first task.
void hop_arch_init(void);

// Turns the boot code, on the main stack, into a task, with an empty stack at
// `top`, a multiple of 8; empties the main stack and calls body(), which must not return. Context: boot.
HOP_NORETURN void hop_arch_become_task(uintptr_t top, void (*body)(void));

#ifdef __cplusplus
}
#endif
