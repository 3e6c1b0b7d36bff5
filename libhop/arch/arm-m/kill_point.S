// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "frame.h"

// void __hop_kill_point(void): called where the outermost cleanup region of a
// normal path ends with a kill pending. As a trap it starts unwinding at this
// call. A plain handler has nothing to deliver, one that may fail (panic/isr.h)
// has what is pending for itself.
//
// On entry: LR = the call. On exit, if at all: nothing changed. Clobbers r0,
// r1, r12, flags. Uses no stack.
    HOP_FUNCTION __hop_kill_point
    mrs   r0, ipsr
    cmp   r0, #0
    bne   2f
1:  svc   #HOP_SVC_SMALL
    bx    lr
2:  ldr   r1, =hop_isrs            // innermost
    ldr   r1, [r1]
    cmp   r1, #0
    beq   3f
    ldr   r1, [r1, #HOP_ISR_EXCEPTION]
    cmp   r0, r1
    beq   1b
3:  bx    lr
    HOP_END __hop_kill_point
