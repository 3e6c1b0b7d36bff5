// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Execution of unwinding opcodes on a virtual register set (EHABI 9.3).
#pragma once

#include "unwind/opcodes.h"

// The registers a call preserves, and those that say where it was made. arch
// code stores and loads this; its offsets are in arch/arm-m/frame.h.
struct hop_registers {
    uint32_t core[12]; // r4-r15; core[8] (r12) carries no meaning
    uint64_t vfp[8];   // d8-d15; without FP not loaded or stored
};

enum { HOP_CORE_SP = 13 - 4, HOP_CORE_LR = 14 - 4, HOP_CORE_PC = 15 - 4 };

// The stack as far as the frame may read it. A function whose SP an alloca has moved to
// other memory finds its frame by another register: then move() makes the image that
// around `address`, or returns false. NULL: there is one image only.
struct hop_stack_view {
    struct hop_image image;
    bool (*move)(struct hop_stack_view *view, uint32_t address);
};

// Makes *registers those of the caller: SP, LR, callee-saved, and PC = return
// address. `stack` bounds every read. On failure *registers is half-changed.
enum hop_unwind_status hop_ehabi_execute(struct hop_opcodes *opcodes,
                                         struct hop_registers *registers,
                                         struct hop_stack_view *stack);

// Bytes of stack that the function's prologue takes, from its opcodes alone;
// 0 if they do not tell (it restores SP from another register).
uint32_t hop_ehabi_frame_size(struct hop_opcodes *opcodes);
