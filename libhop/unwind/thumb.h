// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one Thumb instruction does to the stack, to where frames are found from, and to
// the flow of control (Armv7-M ARM, A7.7). All else is HOP_THUMB_OTHER.
#pragma once

#include "unwind/cursor.h"

enum hop_thumb_kind {
    HOP_THUMB_OTHER,
    HOP_THUMB_PUSH,       // `mask`: of r0-r14; SP goes down by `value`, they are at its bottom
    HOP_THUMB_POP,        // `mask`: of r0-r15; SP goes up by `value`, from where they are on
    HOP_THUMB_VPUSH,      // `count` registers from d`d` on, `value` bytes
    HOP_THUMB_VPOP,
    HOP_THUMB_ADD,        // d = n + value; moves and changes of SP are among them
    HOP_THUMB_CONSTANT,   // d = value
    HOP_THUMB_LOAD,       // `mask`: words from SP + value on
    HOP_THUMB_SP_UNKNOWN, // SP changes by a register, or in another way
    HOP_THUMB_BRANCH_IF,  // maybe to `value`
    HOP_THUMB_BRANCH,     // to `value`
    HOP_THUMB_CALL,       // `value`: where to, 0: it is in register n
    HOP_THUMB_SVC,        // `value`: its number
    HOP_THUMB_BX,         // to register n
    HOP_THUMB_IT,         // the next `count` are conditional
    HOP_THUMB_END,        // nothing behind it is reached from it, and more is not known
};

struct hop_thumb {
    uint8_t kind; // enum hop_thumb_kind
    uint8_t size; // 2 or 4 bytes
    uint8_t d, n, count;
    uint16_t mask;
    uint32_t value;
};

// Decodes the instruction at `address`. False: it is not in the image.
bool hop_thumb_decode(const struct hop_image *code, uint32_t address, struct hop_thumb *thumb);
