// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel calls by svc. The compiler's stack checks and hop_panic come here with
// numbers from HOP_SVC_TRAP_FIRST on; the kernel itself uses HOP_SVC_RESTART.

#include "asm.h"
#include "svc.h"

// void SVC_Handler(void)
//   number = immediate of the svc before the stacked pc
//   number >= HOP_SVC_TRAP_FIRST: psp = hop_trap(psp, number, EXC_RETURN, r4-r7)
//   number == HOP_SVC_RESTART:    psp = hop_task_rearm()->psp, no FP context
//
// On entry:  lowest priority, main stack; lr = EXC_RETURN
// An interrupt may have run since the svc, on the same frame: hop_trap reads
// the limit again. Storing s0 completes a lazy stacking, so that FP state is in
// the frame before the frame is edited or its stack reused.
    HOP_FUNCTION SVC_Handler
    .save {r3-r7, lr}
    push  {r3-r7, lr}           // r3 for alignment only
    tst   lr, #4
    beq   2f                    // svc of code on the main stack
    mrs   r0, psp
    ldr   r1, [r0, #24]         // stacked pc
    ldrb  r1, [r1, #-2]         // number
    mov   r2, lr
#if HOP_ARCH_FP_WORDS
    tst   lr, #16
    it    eq
    vmoveq r3, s0
#endif
    cmp   r1, #HOP_SVC_TRAP_FIRST
    blo   1f
    add   r3, sp, #4
    bl    hop_trap
    msr   psp, r0
    pop   {r3-r7, pc}

1:  cbnz  r1, 3f
    bl    hop_task_rearm
    ldr   r0, [r0]              // its psp
    msr   psp, r0
    pop   {r3-r7, lr}
    orr   lr, lr, #16           // basic frame
    bx    lr

2:  mrs   r0, msp
    adds  r0, #24               // past the push above
3:  ldr   r0, [r0, #24]
    b     hop_arch_bad_svc
    HOP_END SVC_Handler

// void hop_arch_restart(void): does not return
    HOP_FUNCTION hop_arch_restart
    .cantunwind
    svc   #HOP_SVC_RESTART
    udf   #0
    HOP_END hop_arch_restart
