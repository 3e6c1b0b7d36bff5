// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task between its panic and its restart.
//
// Assembly (arch/arm-m/unwind_entry.S) stores the registers at the call in the unwind state at the
// base of the task's stack. Then, in turn, it
//  - calls hop_dying_enter on the task's own stack, or where entry_sp says,
//  - moves SP to the shared unwinder stack, and calls hop_dying_find there,
//  - moves SP back in the same way, and calls hop_dying_leave,
//  - moves SP to the frame that was found, and jumps to its landing pad or to hop_dying_end.
// Each move of SP is one instruction, so a context switch finds SP in one stack or the other.
#pragma once

#include "hop/runtime.h"
#include "stack/stacklet.h"
#include "unwind/interrupted.h"

struct hop_unwind_state {
    struct hop_registers registers; // must be first, see arch/arm-m/frame.h
    uint32_t entry_sp; // where the unwinder is entered, 0: where the task is
    bool landed; // a landing pad has run: registers.pc is not a new frame
    // It was of a noexcept function, which may be inlined where there are others. If not, the
    // frame has no other one.
    uint8_t more_pads;
    // A fault: nothing has been called at registers.lr.
    bool is_fault;
    uint32_t fault_pc;
    struct hop_interrupted interrupted; // of hop_panic: r0-r3 are its arguments
    uint32_t found; // the frame's entry in the index, any number before there is one
};

_Static_assert(sizeof(struct hop_unwind_state) <= HOP_UNWIND_STATE_SIZE,
               "the state fits its place in the reserve");

// The one unwinder stack, of all tasks.
#define HOP_UNWIND_STACK_SIZE 704
extern uint64_t hop_unwind_stack[HOP_UNWIND_STACK_SIZE / sizeof(uint64_t)];

// The next `entry_sp` of the task: on a stacklet there may be no room, but there is in
// the stack object, which is free below where it was left.
uintptr_t hop_dying_entry_sp(const struct hop_runtime *self);

// Takes the unwinder stack and returns its top.
uintptr_t hop_dying_enter(struct hop_unwind_state *state);

// Steps to the next frame with a cleanup. Returns its landing pad, with the
// registers in *state, or 0 where unwinding ends, with SP = top of the stack.
uint32_t hop_dying_find(struct hop_unwind_state *state);

// What the landing pad that ends here was run for: r0 of _Unwind_Resume.
void *hop_dying_resumed(void);

// Gives the unwinder stack back.
void hop_dying_leave(struct hop_unwind_state *state);

// Reports, then leaves the task to the kernel. From any phase, SP at the top.
HOP_NORETURN void hop_dying_end(struct hop_runtime *self);

// Where unwinding is given up. The SP at which hop_dying_give_up is called then, where the frames of
// the task are whole but for the innermost.
uintptr_t hop_dying_reclaim_sp(const struct hop_runtime *self);

// Its frames are given up, and the last time whole: what it holds may be in them. Returns the top.
uintptr_t hop_dying_give_up(struct hop_runtime *self);

// Goes on from `state` to the next frame that has a cleanup, whose landing pad it stores, 0: there is
// none left. hop_dying_skip does not look for any; a link may take it in place of the other
// (no-unwinding.cfg).
enum hop_unwind_status hop_dying_search(struct hop_unwind_state *state, struct hop_runtime *self,
                                        uint32_t *landing_pad);
enum hop_unwind_status hop_dying_skip(struct hop_unwind_state *state, struct hop_runtime *self,
                                      uint32_t *landing_pad);

// On from the instruction that faulted to the caller of its function. hop_fault_reclaim does
// not know how; a link may take it in place of the
// other, with -Wl,--gc-sections,--defsym=hop_fault_leave=hop_fault_reclaim.
enum hop_unwind_status hop_fault_leave(struct hop_unwind_state *state, struct hop_runtime *self,
                                       struct hop_unwind_tables *tables);
enum hop_unwind_status hop_fault_reclaim(struct hop_unwind_state *state, struct hop_runtime *self,
                                         struct hop_unwind_tables *tables);

// Gives back the stacklets that the frames above have returned from.
static inline void hop_dying_leave_stacklets(struct hop_runtime *self,
                                             struct hop_registers *registers)
{
    while (self->stacklet != NULL && hop_stacklet_was_left(self->stacklet, registers))
        self->growth->ops->pop(self);
}

// Destroys the C++ exceptions that have found no handler in the context that dies: no frame is left that would.
// In programs that throw.
void hop_exceptions_release(void);

// The linker's unwind tables.
struct hop_unwind_tables hop_dying_tables(void);

// Entries in assembly; traps store them in a stacked PC. Divert: r0 = unwind
// state, LR and SP as at the call. Reclaim: r0 = runtime, r1 = hop_dying_reclaim_sp.
void hop_dying_divert(void);
void hop_dying_reclaim(void);

// Goes on with trap HOP_SVC_FAULT, which is taken only where interrupts are not masked.
void hop_dying_fault(void);
