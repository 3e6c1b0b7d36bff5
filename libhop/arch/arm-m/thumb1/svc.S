// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Traps in Thumb-1 code: see ../thumb2/svc.S, which it does the same as; there is no
// FP context.

#include "asm.h"
#include "svc.h"

    HOP_PROVIDES svc
    .weak hop_stack_trap

    HOP_FUNCTION SVC_Handler
    mov   r2, lr
    movs  r0, #4
    tst   r2, r0
    beq   1f
    mrs   r0, psp
    ldr   r1, [r0, #24]         // stacked pc
    subs  r1, #2
    ldrb  r1, [r1]              // number
    cmp   r1, #HOP_SVC_TRAP_FIRST
    blo   1f
    .save {r3-r7, lr}
    .cfi_remember_state
    push  {r3-r7, lr}           // r3 for alignment only
    HOP_PUSHED r3, r4, r5, r6, r7, lr
    mov   r3, sp
    adds  r3, #4
    ldr   r4, =HOP_CONTEXT_ADDRESS
    ldr   r4, [r4, #HOP_CONTEXT_STACK]
    lsls  r4, r4, #29           // HOP_STACK_GROWS
    bmi   2f
    bl    hop_trap
    msr   psp, r0
    pop   {r3-r7, pc}
2:  bl    hop_stack_trap
    msr   psp, r0
    pop   {r3-r7, pc}
    .cfi_restore_state
1:  ldr   r0, =hop_port_svc
    bx    r0
    HOP_END SVC_Handler
