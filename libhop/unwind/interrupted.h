// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The unwinding step from an instruction other than a call to the caller of its function. The opcodes
// of a frame are valid between prologue and epilogue only (EHABI 1.2), so the code from that
// instruction on is decoded, up to the first branch:
//
//   a push of callee-saved registers: this is the rest of the prologue, or all of it
//   pops, then a return: this is the rest of the epilogue, if they pop less than the frame
//   a return without a pop: there is no frame yet, or no longer
//   a call of the function's check: nothing of its frame exists yet
//   anything else: the opcodes are valid.
//
// Where the function begins is not known, and not needed: in the linked table functions with the
// same opcodes share one entry.
//
// Assembly has no table, or one without a frame although it pushes. There a path to the return is searched, straight on
// or by one conditional branch, and its changes of SP are carried out: what it pushes it pops.
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
