// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context switch in Thumb-1 code: see ../thumb2/switch.S, which it does the
// same as, low registers first, high ones through them.

#include "asm.h"

    HOP_FUNCTION PendSV_Handler
    .save {r4, lr}
    push  {r4, lr}              // r4 for alignment only
    bl    hop_sched_switch      // r0 = to
    pop   {r4}
    pop   {r3}
    mov   lr, r3
    ldr   r2, =hop_arch_running
    ldr   r1, [r2]              // r1 = from
    cmp   r0, r1
    beq   1f
    str   r0, [r2]
    mrs   r3, psp
    stmia r1!, {r3-r7}          // psp, r4-r7
    mov   r3, r8
    mov   r4, r9
    mov   r5, r10
    mov   r6, r11
    mov   r7, lr
    stmia r1!, {r3-r7}          // r8-r11, EXC_RETURN

    ldmia r0!, {r2}
    msr   psp, r2
    adds  r0, #16               // past r4-r7
    ldmia r0!, {r2-r6}          // r8-r11, EXC_RETURN
    mov   r8, r2
    mov   r9, r3
    mov   r10, r4
    mov   r11, r5
    cmp   r6, #0                // never run: ours will do
    beq   2f
    mov   lr, r6
2:  subs  r0, #36               // back to r4
    ldmia r0!, {r4-r7}
1:  bx    lr
    HOP_END PendSV_Handler
