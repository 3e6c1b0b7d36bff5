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

enum { HOP_CORE_R12 = 12 - 4, HOP_CORE_SP = 13 - 4, HOP_CORE_LR = 14 - 4, HOP_CORE_PC = 15 - 4 };

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

// What the opcodes alone tell of a frame.
struct hop_ehabi_layout {
    uint32_t end;   // SP of the caller, above SP or the frame register
    uint32_t saved; // bytes from the first register that is popped up to there
    uint8_t frame_register; // SP is restored from it; 0: no other register is needed
};

enum hop_unwind_status hop_ehabi_measure(const struct hop_opcodes *opcodes,
                                         struct hop_ehabi_layout *layout);

// As hop_ehabi_execute, where the prologue has not come to its end: SP was `entry_sp` when
// the function was entered, and `end` is what hop_ehabi_measure found. What lies below SP has not
// been stored yet, and is as it is.
enum hop_unwind_status hop_ehabi_execute_partly(struct hop_opcodes *opcodes,
                                                struct hop_registers *registers,
                                                struct hop_stack_view *stack,
                                                uint32_t entry_sp, uint32_t end);
