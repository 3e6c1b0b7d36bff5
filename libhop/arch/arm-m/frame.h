// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layouts shared by C and assembly: the frame that hardware pushes on exception
// entry (Armv7-M B1.5.6), and the register block of the unwinder.
#pragma once

#include "hop/abi.h"

#define HOP_FRAME_BASIC_SIZE 32
#define HOP_FRAME_EXTENDED_SIZE 104
// EXC_RETURN: set if the frame is basic (no FP registers).
#define HOP_EXC_RETURN_BASIC 0x10
// Stacked xPSR: hardware skipped a word to align the frame to 8.
#define HOP_XPSR_ALIGNED 0x200
#define HOP_XPSR_THUMB 0x01000000
// Stacked xPSR: state of an interrupted IT block or multiple load.
#define HOP_XPSR_ICI_IT 0x0600fc00

// Offsets into struct hop_registers, which begins the unwind state.
#define HOP_REGISTERS_R4 0
#define HOP_REGISTERS_SP 36
#define HOP_REGISTERS_LR 40
#define HOP_REGISTERS_PC 44
#define HOP_REGISTERS_D8 48
// Behind it, in the unwind state.
#define HOP_UNWIND_ENTRY_SP 112
#define HOP_UNWIND_MORE_PADS 117

// struct hop_exception_context, which begins with registers too, and the room
// for it on the stack of who throws.
#define HOP_EXCEPTION_ARGUMENTS 112
#define HOP_EXCEPTION_CONTEXT_SIZE 192
// struct hop_exception.
#define HOP_EXCEPTION_STOP 12

// Stack that a throw takes, from the call of _Unwind_RaiseException on, the C++
// library's part included: test/libhop/target/exception-depth.cpp measures it.
#define HOP_EXCEPTION_DEPTH 896

// What setjmp.S stores: r4-r11, SP, LR, d8-d15 where there are any, cleanup_depth.
#define HOP_JUMP_SIZE (40 + 64 + 4)

// struct hop_isr: room for it on the main stack, what isr_run.S fills of it, and a field.
#define HOP_ISR_SIZE 256
#define HOP_ISR_ENTRY_SIZE 32
#define HOP_ISR_EXCEPTION 24

// For the context switch: offsets into hop_sched, struct hop_task, and struct hop_runtime,
// which begins it; and the request that it serves itself. For debuggers: where the
// running task's stacklet is.
#define HOP_SCHED_CURRENT 4
#define HOP_SCHED_REQUESTS 8
#define HOP_SCHED_YIELDS 10
#define HOP_SCHED_BITMAP 12
#define HOP_SCHED_FIRST 16
#define HOP_SCHED_REQUEST_YIELD 0x10000
#define HOP_RUNTIME_LIMIT 12
#define HOP_RUNTIME_CLEANUP_DEPTH 16
#define HOP_RUNTIME_TOP 4
#define HOP_RUNTIME_GROWTH 32
#define HOP_RUNTIME_STACKLET 36
#define HOP_GROWTH_BYTES 64
#define HOP_TASK_ERROR 144
#define HOP_TASK_NEXT 152
#define HOP_TASK_PRIORITY 160
#define HOP_TASK_CONTEXT 164

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

struct hop_exception_frame {
    uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

void hop_arch_frame_copy(struct hop_exception_frame *to,
                         const struct hop_exception_frame *from, uint32_t exc_return);
void hop_arch_frame_copy_extended(struct hop_exception_frame *to,
                                  const struct hop_exception_frame *from);

// SP as it was before the frame was stored.
static inline uintptr_t hop_exception_sp(const struct hop_exception_frame *frame,
                                         uint32_t exc_return)
{
    bool is_basic = (exc_return & HOP_EXC_RETURN_BASIC) != 0;
    return (uintptr_t)frame +
           (is_basic ? HOP_FRAME_BASIC_SIZE : HOP_FRAME_EXTENDED_SIZE) +
           ((frame->xpsr & HOP_XPSR_ALIGNED) != 0 ? 4 : 0);
}

// Where a frame lies so that SP is `sp` when it has been popped, a multiple of 4.
static inline struct hop_exception_frame *hop_arch_frame_below(uintptr_t sp, uint32_t exc_return)
{
    bool is_basic = (exc_return & HOP_EXC_RETURN_BASIC) != 0;
    sp -= (sp & 4) + (is_basic ? HOP_FRAME_BASIC_SIZE : HOP_FRAME_EXTENDED_SIZE);
    return (struct hop_exception_frame *)sp;
}

static inline void hop_arch_frame_align(struct hop_exception_frame *frame, uintptr_t sp)
{
    uint32_t aligned = (sp & 4) != 0 ? HOP_XPSR_ALIGNED : 0;
    frame->xpsr = (frame->xpsr & ~(uint32_t)HOP_XPSR_ALIGNED) | aligned;
}

// Copies the frame to below `sp`, and returns its new place.
static inline struct hop_exception_frame *
hop_arch_frame_move(const struct hop_exception_frame *frame, uintptr_t sp, uint32_t exc_return)
{
    struct hop_exception_frame *moved = hop_arch_frame_below(sp, exc_return);
    hop_arch_frame_copy(moved, frame, exc_return);
    hop_arch_frame_align(moved, sp);
    return moved;
}

// The same in fewer steps, to where the frame is not.
static inline struct hop_exception_frame *
hop_arch_frame_move_away(const struct hop_exception_frame *frame, uintptr_t sp, uint32_t exc_return)
{
    struct hop_exception_frame *moved = hop_arch_frame_below(sp, exc_return);
#if defined(__ARM_FP)
    if ((exc_return & HOP_EXC_RETURN_BASIC) == 0)
        hop_arch_frame_copy_extended(moved, frame);
    else
#endif
        *moved = *frame;
    hop_arch_frame_align(moved, sp);
    return moved;
}

void hop_dying_fault(void);

// The task goes on in hop_dying_fault. No instruction of it is taken up again, so nothing is
// left of its IT block.
static inline void hop_arch_frame_fault(struct hop_exception_frame *frame)
{
    frame->r12 = frame->pc;
    frame->pc = (uint32_t)(uintptr_t)hop_dying_fault & ~(uint32_t)1;
    frame->xpsr = (frame->xpsr & ~(uint32_t)HOP_XPSR_ICI_IT) | HOP_XPSR_THUMB;
}

_Static_assert(sizeof(struct hop_exception_frame) == HOP_FRAME_BASIC_SIZE,
               "eight words");
_Static_assert(HOP_ZONE_TRAP >= HOP_FRAME_BASIC_SIZE + 4,
               "the trap zone holds a frame and its alignment word");
#if defined(__ARM_FP)
_Static_assert(HOP_ZONE_TRAP >= HOP_FRAME_EXTENDED_SIZE + 4,
               "the trap zone holds a frame and its alignment word");
#endif
#endif
