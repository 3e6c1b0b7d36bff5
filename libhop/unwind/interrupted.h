// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The step from an instruction that is no call to the caller of its function. The opcodes
// of a frame hold between prologue and epilogue only (EHABI 1.2), so the code is looked
// at from that instruction on, as far as it goes straight:
//
//   a push of callee-saved registers comes: the rest of the prologue, or all of it
//   pops come, then a return: the rest of the epilogue, if it is less than the frame
//   a return comes without a pop: there is no frame here, or not any more
//   a call that is the function's check comes: nothing of its frame is there
//   anything else: the opcodes hold.
//
// Nothing has to be known of where the function begins: entries of functions with the
// same opcodes are one entry in the linked table.
//
// Assembly has no table, or one without a frame although it pushes. There a way to the return is looked for, straight on
// or by one conditional branch, and carried out: what it pushes it pops.
#pragma once

#include "unwind/unwind.h"

struct hop_interrupted {
    uint32_t scratch[4]; // r0-r3; r12 is in registers->core
    uint32_t xpsr;       // its IT bits and flags are those of the instruction
};

// True if the instruction, at registers->pc, is where a call by register has just gone: to
// a null pointer, for example. Then *registers becomes as at the call, PC where it returns.
bool hop_unwind_is_call(const struct hop_image *code, const struct hop_interrupted *interrupted,
                        struct hop_registers *registers);

// Makes *registers, whose PC is the instruction, those of the caller. `frame` is of
// hop_unwind_describe. SP stays or grows, in `stack`. *interrupted is used up.
enum hop_unwind_status hop_unwind_step_interrupted(const struct hop_image *code,
                                                   struct hop_unwind_frame *frame,
                                                   struct hop_interrupted *interrupted,
                                                   struct hop_registers *registers,
                                                   struct hop_stack_view *stack);

// The same where no table describes the function, if it need not call another one before it
// returns. False: it does, or more is not known; *registers may be half-changed.
bool hop_unwind_step_leaf(const struct hop_image *code, struct hop_interrupted *interrupted,
                          struct hop_registers *registers, struct hop_stack_view *stack);
