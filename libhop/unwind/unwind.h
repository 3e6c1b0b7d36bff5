// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One frame of unwinding: what its tables say, and the step to its caller.
#pragma once

#include "unwind/ehabi_ops.h"

struct hop_unwind_tables {
    struct hop_image exidx;
    struct hop_image extab;
    uint32_t found; // the number of the entry that was found last; any number is right
};

struct hop_unwind_frame {
    struct hop_opcodes opcodes;
    uint32_t function; // its start
    uint32_t table;    // its entry in .ARM.extab, 0: none
    uint32_t lsda;     // 0: none
    uint32_t landing_pad; // with the Thumb bit, 0: none that cleans up
};

// An address inside the call instruction that returns to `return_address`.
static inline uint32_t hop_unwind_call_address(uint32_t return_address)
{
    return (return_address & ~(uint32_t)1) - 2;
}

// Looks up the frame that made the call at `call`, all but its landing pad. Pure, but for
// tables->found.
enum hop_unwind_status hop_unwind_describe(struct hop_unwind_tables *tables,
                                           uint32_t call, struct hop_unwind_frame *frame);

// Looks up its landing pad then; frame->lsda is not 0. Pure.
enum hop_unwind_status hop_unwind_find_pad(const struct hop_unwind_tables *tables,
                                           uint32_t call, struct hop_unwind_frame *frame);

// Makes *registers those of the caller of `frame`. Every read is inside
// `stack`, and SP must grow and stay there, so a chain of steps ends; a move of
// `stack` goes outwards only.
static inline enum hop_unwind_status hop_unwind_step(struct hop_unwind_frame *frame,
                                                     struct hop_registers *registers,
                                                     struct hop_stack_view *stack)
{
    uint32_t start = stack->image.address;
    uint32_t callee_sp = registers->core[HOP_CORE_SP];
    enum hop_unwind_status status =
        hop_ehabi_execute(&frame->opcodes, registers, stack);
    if (status != HOP_UNWIND_OK)
        return status;
    // Whoever made a call has saved LR, so each frame takes at least a word.
    uint32_t sp = registers->core[HOP_CORE_SP];
    bool moved = stack->image.address != start;
    if ((sp <= callee_sp && !moved) || sp - stack->image.address > stack->image.size)
        return HOP_UNWIND_BAD_STACK;
    return HOP_UNWIND_OK;
}

// Bytes that the prologue of the function around `pc` takes, 0: unknown. hop_unwind_no_frame_size
// knows none; a link may take it in place of the other (no-unwinding.cfg).
uint32_t hop_unwind_frame_size(struct hop_unwind_tables *tables, uint32_t pc);
uint32_t hop_unwind_no_frame_size(struct hop_unwind_tables *tables, uint32_t pc);

// The reason of a failure, for reports.
const char *hop_unwind_status_text(enum hop_unwind_status status);
