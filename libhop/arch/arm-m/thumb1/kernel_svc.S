// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The svc of libhop's kernel in Thumb-1 code: see ../thumb2/kernel_svc.S, which it does
// the same as; there is no FP context.

#include "asm.h"
#include "svc.h"

    HOP_NEEDS switch

    HOP_FUNCTION hop_port_svc
    .save {r3, lr}
    push  {r3, lr}              // r3 for alignment only
    HOP_PUSHED r3, lr
    mov   r2, lr
    movs  r0, #4
    tst   r2, r0
    beq   2f                    // svc of code on the main stack
    mrs   r0, psp
    ldr   r1, [r0, #24]         // stacked pc
    subs  r1, #2
    ldrb  r1, [r1]              // number
    cmp   r1, #HOP_SVC_RESTART
    bne   3f
    bl    hop_task_rearm
    ldr   r4, [r0, #4]          // what hop_arch_context_init has stored there
    ldr   r0, [r0]              // its psp
    msr   psp, r0
    pop   {r3, pc}

2:  mov   r0, sp
    adds  r0, #8                // past the push above
3:  ldr   r0, [r0, #24]
    bl    hop_arch_bad_svc      // does not return
    HOP_END hop_port_svc

// void hop_arch_restart(void): does not return
    HOP_FUNCTION hop_arch_restart
    .cantunwind
    svc   #HOP_SVC_RESTART
    udf   #0
    HOP_END hop_arch_restart
