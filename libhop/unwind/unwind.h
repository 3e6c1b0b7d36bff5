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

// The same and the landing pad.
enum hop_unwind_status hop_unwind_look(struct hop_unwind_tables *tables,
                                       uint32_t call, struct hop_unwind_frame *frame);

// Makes *registers those of the caller of `frame`. Every read is inside
// `stack`, and SP must grow and stay there, so a chain of steps ends; a move of
// `stack` goes outwards only.
enum hop_unwind_status hop_unwind_step(struct hop_unwind_frame *frame,
                                       struct hop_registers *registers,
                                       struct hop_stack_view *stack);

// Bytes that the prologue of the function around `pc` takes, 0: unknown.
uint32_t hop_unwind_frame_size(struct hop_unwind_tables *tables, uint32_t pc);

// The reason of a failure, for reports.
const char *hop_unwind_status_text(enum hop_unwind_status status);
