// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results of the table decoders.
#pragma once

enum hop_unwind_status {
    HOP_UNWIND_OK = 0,
    HOP_UNWIND_NO_ENTRY,   // no index entry covers the address
    HOP_UNWIND_CANTUNWIND, // the function is marked so
    HOP_UNWIND_MALFORMED,  // truncated, reserved or contradictory table
    HOP_UNWIND_SPARE,      // an opcode EHABI 9.3 leaves spare or reserved
    HOP_UNWIND_REFUSED,    // the "refuse to unwind" opcode
    HOP_UNWIND_BAD_STACK,  // a read outside the stack, or SP not above the callee's
    HOP_UNWIND_LEFT_OUT,   // the program has been linked without code for that
};
