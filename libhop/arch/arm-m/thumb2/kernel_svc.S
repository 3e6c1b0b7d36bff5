// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one svc of libhop's kernel.

#include "asm.h"
#include "svc.h"

    HOP_NEEDS switch

// void hop_port_svc(void): see SVC_Handler
//   number == HOP_SVC_RESTART: psp, r4 = those of *hop_task_rearm(), no FP context
    HOP_FUNCTION hop_port_svc
    .save {r3, lr}
    push  {r3, lr}              // r3 for alignment only
    HOP_PUSHED r3, lr
    .cfi_remember_state
    tst   lr, #4
    beq   2f                    // svc of code on the main stack
    mrs   r0, psp
    ldr   r1, [r0, #24]         // stacked pc
    ldrb  r1, [r1, #-2]         // number
    cmp   r1, #HOP_SVC_RESTART
    bne   3f
    bl    hop_task_rearm
    ldr   r4, [r0, #4]          // what hop_arch_context_init has stored there
    ldr   r0, [r0]              // its psp
    msr   psp, r0
    pop   {r3, lr}
    .cfi_def_cfa_offset 0
    .cfi_restore r3
    .cfi_restore lr
    orr   lr, lr, #16           // basic frame
    bx    lr

    .cfi_restore_state
2:  add   r0, sp, #8            // past the push above
3:  ldr   r0, [r0, #24]
    b     hop_arch_bad_svc
    HOP_END hop_port_svc

// void hop_arch_restart(void): does not return
    HOP_FUNCTION hop_arch_restart
    .cantunwind
    svc   #HOP_SVC_RESTART
    udf   #0
    HOP_END hop_arch_restart
