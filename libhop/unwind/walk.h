// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A walk over the instructions that follow one, as far as they go straight: what it comes to tells where in its function
// the first one is. It may carry out what it walks over, which is to pop what was pushed.
#pragma once

#include "unwind/ehabi_ops.h"

enum hop_walk_place {
    HOP_WALK_ON, // not known yet
    HOP_IN_BODY,
    HOP_IN_PROLOGUE,
    HOP_IN_EPILOGUE, // the rest of it is to be carried out
    HOP_WALK_LOST,
};

// On the unwinder's stack, so small things are side by side.
struct hop_walk {
    const struct hop_image *code;
    const struct hop_image *stack;
    struct hop_ehabi_layout layout;
    uint32_t xpsr;
    uint32_t at;
    uint8_t block;       // ITSTATE, while the instructions that it is for last
    uint8_t conditional; // instructions of a later IT block
    uint8_t branches, taken; // conditional ones seen; the number of that which is taken, 0: none
    bool is_leaf; // nothing tells of a frame: what is on the stack is known from what the way does
    bool lr_lost; // to a call on the way, and not yet popped
    bool jumped;
    bool in_prologue;
    bool has_register; // see register_above
    bool by_register; // SP is still to be moved by an amount that is in a register
    bool popped;
    // Of the prologue, bytes still to be taken: in all, and by the last push of
    // registers that the caller wants back.
    uint32_t down, down_saved;
    // Where the frame register is set: SP there is SP here less that, the register is above.
    uint32_t register_above;
    uint32_t for_check; // bytes on the stack that the check takes away
    // Of the epilogue: in all, and from the first pop on.
    uint32_t up, up_popped;
    // What is walked over is carried out here. NULL: it is only looked at.
    struct hop_registers *registers;
    uint32_t *scratch;
};

// Walks on until that is known. Where no instruction can be read it is HOP_IN_BODY, or HOP_IN_PROLOGUE.
enum hop_walk_place hop_walk(struct hop_walk *w);
