// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel calls by svc in Thumb-1 code: see ../thumb2/svc.S, which it does the
// same as; there is no FP context.

#include "asm.h"
#include "svc.h"

    HOP_FUNCTION SVC_Handler
    .save {r3-r7, lr}
    push  {r3-r7, lr}           // r3 for alignment only
    mov   r2, lr
    movs  r0, #4
    tst   r2, r0
    beq   2f                    // svc of code on the main stack
    mrs   r0, psp
    ldr   r1, [r0, #24]         // stacked pc
    subs  r1, #2
    ldrb  r1, [r1]              // number
    cmp   r1, #HOP_SVC_TRAP_FIRST
    blo   1f
    mov   r3, sp
    adds  r3, #4
    bl    hop_trap
    msr   psp, r0
    pop   {r3-r7, pc}

1:  cmp   r1, #HOP_SVC_RESTART
    bne   3f
    bl    hop_task_rearm
    ldr   r0, [r0]              // its psp
    msr   psp, r0
    pop   {r3-r7, pc}

2:  mrs   r0, msp
    adds  r0, #24               // past the push above
3:  ldr   r0, [r0, #24]
    bl    hop_arch_bad_svc      // does not return
    HOP_END SVC_Handler

// void hop_arch_restart(void): does not return
    HOP_FUNCTION hop_arch_restart
    .cantunwind
    svc   #HOP_SVC_RESTART
    udf   #0
    HOP_END hop_arch_restart
