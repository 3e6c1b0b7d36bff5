// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context switch. Registers go to the task object (struct
// hop_arch_context), never to the task's stack: its trap zone holds exactly one
// exception frame and nothing else.

#include "asm.h"

// void PendSV_Handler(void)
//   to = hop_sched_switch(); from = hop_arch_running
//   if (to != from) save into *from, load from *to, hop_arch_running = to
//
// On entry:  lowest priority, main stack; lr = EXC_RETURN of the task that ran
// On exit:   EXC_RETURN of the task to go on with. A task that has never run has
//            0 there: it gets ours with a basic frame, which is right in every
//            security state.
// Depth:     8 bytes and hop_sched_switch's, main stack
    HOP_FUNCTION PendSV_Handler
    .save {r4, lr}
    push  {r4, lr}              // r4 for alignment only
    bl    hop_sched_switch      // r0 = to
    pop   {r4, lr}
    ldr   r2, =hop_arch_running
    ldr   r1, [r2]              // r1 = from
    cmp   r0, r1
    beq   1f
    str   r0, [r2]
    mrs   r3, psp
    mov   r12, lr
    stmia r1!, {r3-r11, lr}     // psp, r4-r11, EXC_RETURN
#if HOP_ARCH_FP_WORDS
    tst   lr, #16               // clear: the task has an FP context. Storing
    it    eq                    // s16 first completes a lazy stacking of s0-s15
    vstmiaeq r1, {s16-s31}
#endif
    ldmia r0!, {r3-r11, lr}
    cmp   lr, #0
    it    eq
    orreq lr, r12, #16
#if HOP_ARCH_FP_WORDS
    tst   lr, #16
    it    eq
    vldmiaeq r0, {s16-s31}
#endif
    msr   psp, r3
1:  bx    lr
    HOP_END PendSV_Handler
