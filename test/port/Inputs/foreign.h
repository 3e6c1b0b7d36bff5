// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small kernel in the manner of FreeRTOS's ports to M-profile, over hop/port.h: tasks in turns, registers stored on
// the task's stack, sections with interrupts masked, a handler of svc 0 that starts the first task, and a switch
// exception that also comes while the scheduler is suspended.
#pragma once

#include <hop/port.h>

#include <stddef.h>

struct foreign_task {
    struct hop_runtime runtime; // must be first
    uint32_t *sp;
    void (*entry)(void *);
    uint32_t restarts;
    // What newlib keeps for it, while it does not run.
    int error;
    void *conversions;
    struct foreign_task *next;
};

// To be called before the first task runs, from hop_boot_start.
void foreign_create(struct foreign_task *task, const char *name, void (*entry)(void *), void *stack, size_t size);
void foreign_start(void);

void foreign_yield(void);

// Nested sections with interrupts masked: BASEPRI, or PRIMASK on Armv6-M.
void foreign_section_enter(void);
void foreign_section_leave(void);

// How the kernel has found the stacks at its switches: how often, times that its registers were where they
// must not be, and the least free bytes of the unwinder stack.
extern uint32_t foreign_switches, foreign_overruns, foreign_unwinder_free;
