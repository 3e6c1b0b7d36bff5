// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check in Thumb-1 code: see ../thumb2/check.S. Two registers are needed, so r2 waits on
// the stack, and r12 carries the limit to where it can be compared.

#include "asm.h"
#include "hop/abi.h"

    HOP_FUNCTION __hop_check_r3
    .cantunwind
    push  {r2, lr}
    movs  r2, #1
    lsls  r2, r2, #29           // HOP_CONTEXT_ADDRESS
    ldr   r2, [r2]
    mov   r12, r2
    add   r2, sp, #8
    cmp   r2, r12
    blo   1f
    mov   lr, r3
    pop   {r2, pc}
1:  ldr   r2, [sp, #4]
    mov   lr, r2
    pop   {r2}
    add   sp, #4
    svc   #HOP_SVC_CALLED
    HOP_END __hop_check_r3
