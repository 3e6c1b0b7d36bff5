// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context switch in Thumb-1 code: see ../thumb2/switch.S, which it does the
// same as, low registers first, high ones through them.

#include "asm.h"
#include "frame.h"

    HOP_PROVIDES switch

    HOP_FUNCTION PendSV_Handler
    .cantunwind
    ldr   r1, =hop_sched
    mrs   r3, psp
    ldr   r1, [r1, #HOP_SCHED_CURRENT]
    adds  r1, #HOP_TASK_CONTEXT
    stmia r1!, {r3-r7}          // psp, r4-r7
    mov   r3, r8
    mov   r4, r9
    mov   r5, r10
    mov   r6, r11
    mov   r7, lr
    .cfi_undefined lr           // the interrupted registers are in the task object
    stmia r1!, {r3-r7}          // r8-r11, EXC_RETURN
    bl    hop_sched_switch
    ldmia r0!, {r2}
    msr   psp, r2
    adds  r0, #16               // past r4-r7
    ldmia r0!, {r2-r6}          // r8-r11, EXC_RETURN
    mov   r8, r2
    mov   r9, r3
    mov   r10, r4
    mov   r11, r5
    mov   lr, r6
    subs  r0, #36               // back to r4
    ldmia r0!, {r4-r7}
    bx    lr
    HOP_END PendSV_Handler
