// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "hop/abi.h"

// void __hop_kill_point(void): called where the outermost cleanup region of a
// normal path ends with a kill pending. As a trap it starts unwinding at this
// call. A handler that interrupted a region has nothing to deliver.
//
// On entry: LR = the call. On exit, if at all: nothing changed. Clobbers r0,
// r12, flags. Uses no stack.
    HOP_FUNCTION __hop_kill_point
    mrs   r0, ipsr
    cmp   r0, #0
    bne   1f
    svc   #HOP_SVC_SMALL
1:  bx    lr
    HOP_END __hop_kill_point
