// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks that the compiler calls: see ../thumb2/check.S, and below for those that only Thumb-1
// code calls. Two registers are needed, so r2 waits on the stack, and r12 carries the limit to
// where it can be compared.

#include "asm.h"
#include "hop/abi.h"

    HOP_FUNCTION __hop_check_r3
    .cantunwind
    push  {r2, lr}
    HOP_PUSHED r2, lr
    movs  r2, #1
    lsls  r2, r2, #29           // HOP_CONTEXT_ADDRESS
    ldr   r2, [r2]
    mov   r12, r2
    add   r2, sp, #8
    cmp   r2, r12
    .cfi_remember_state
    bhs   1f
    ldr   r2, [sp, #4]
    mov   lr, r2
    pop   {r2}
    .cfi_def_cfa_offset 4
    .cfi_restore r2
    add   sp, #4
    .cfi_def_cfa_offset 0
    .cfi_restore lr
    svc   #HOP_SVC_CALLED       // known by it: unwind/called_check.c
    mov   r12, lr
    .cfi_register lr, r12
    mov   lr, r3
    bx    r12
    .cfi_restore_state
1:  mov   lr, r3
    pop   {r2, pc}
    HOP_END __hop_check_r3

// The check of what is not a small frame with r3 free.
//
// On entry: r3 = bytes asked for, a multiple of 8, | words of arguments on the stack, at most 7;
//           [sp] = r3, [sp, #4] = LR, of the function; LR = its body.
// On exit:  r3, LR, SP as at the function's entry; clobbers r12, flags
// Depth:    the 8 bytes that its caller has pushed
//
// SP, the limit and the bytes are multiples of 8, so that SP at entry >= limit + bytes is SP at
// entry > limit + bytes + words - 8; and SP is 8 below that. A frame that is small is compared
// without the bytes. With a limit of 0 every check passes.
    HOP_FUNCTION __hop_check_frame
    .cantunwind
    cmp   r3, #HOP_ZONE_SMALL + 7
    mov   r12, r3
    bls   1f
    movs  r3, #1
    lsls  r3, r3, #29           // HOP_CONTEXT_ADDRESS
    ldr   r3, [r3]
    add   r3, r12
    b     2f
1:  movs  r3, #1
    lsls  r3, r3, #29
    ldr   r3, [r3]
    cmp   r3, #0
    beq   3f
2:  subs  r3, #16
    cmp   sp, r3
    bhi   3f
    svc   #HOP_SVC_CALLED_FRAME // goes on, if at all, in the body
3:  mov   r12, lr
    .cfi_register lr, r12
    ldr   r3, [sp, #4]
    mov   lr, r3
    pop   {r3}
    .cfi_escape 0x13, 1         // DW_CFA_def_cfa_offset_sf -4: SP is above that of the call
    add   sp, #4
    .cfi_escape 0x13, 2         // -8
    bx    r12
    HOP_END __hop_check_frame
