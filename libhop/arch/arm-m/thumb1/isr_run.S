// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail, in Thumb-1 code: see ../thumb2/isr_run.S, which it does the same as.

#include "asm.h"
#include "frame.h"

    .weak   hop_port_inside     // panic/isr.c has one for a kernel without
    HOP_FUNCTION __hop_isr_run
    .save   {r3-r7, lr}
    push    {r3-r7, lr}                 // r3 for alignment only
    HOP_PUSHED r3, r4, r5, r6, r7, lr
    .pad    #HOP_ISR_SIZE
    sub     sp, #(HOP_ISR_SIZE - HOP_ISR_ENTRY_SIZE)
    .cfi_adjust_cfa_offset HOP_ISR_SIZE - HOP_ISR_ENTRY_SIZE
    ldr     r7, =hop_port_inside
    ldrh    r7, [r7]
    mrs     r6, ipsr
    ldr     r5, =hop_isrs
    ldm     r5!, {r1, r2}               // innermost, limit
    push    {r1, r2, r6, r7}
    .cfi_adjust_cfa_offset 16
    ldr     r7, =HOP_CONTEXT_ADDRESS
    ldm     r7!, {r3-r6}
    push    {r3-r6}
    .cfi_adjust_cfa_offset 16
    movs    r3, #0
    movs    r4, #0
    movs    r5, #0
    subs    r7, #HOP_CONTEXT_SIZE
    stm     r7!, {r2-r5}
    ldr     r1, =hop_isrs
    mov     r2, sp
    str     r2, [r1]
    blx     r0
    .global hop_isr_returned
hop_isr_returned:
    ldr     r0, =HOP_CONTEXT_ADDRESS
    ldr     r0, [r0, #HOP_CONTEXT_KILL_PENDING]
    cmp     r0, #0
    .cfi_remember_state
    bne     1f
    .global hop_isr_abandoned
hop_isr_abandoned:
    mov     r0, sp
    bl      hop_isr_leave
    add     sp, #HOP_ISR_SIZE
    .cfi_adjust_cfa_offset -HOP_ISR_SIZE
    pop     {r3-r7, pc}
    .cfi_restore_state
1:  ldr     r0, =(hop_isr_returned + 1) // where unwinding ends
    mov     lr, r0
    ldr     r0, =__hop_kill_point
    bx      r0
    HOP_END __hop_isr_run
