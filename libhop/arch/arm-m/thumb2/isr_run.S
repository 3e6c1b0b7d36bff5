// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail: the compiler makes the handler call this with its body.

#include "asm.h"
#include "frame.h"

// void __hop_isr_run(void (*body)(void)): see panic/isr.h
//   isr = on the stack: live words, hop_isrs, exception number, hop_port_inside; live words =
//   {hop_isrs.limit}; hop_isrs.innermost = isr; body(); what a region has put off and nobody has
//   delivered is delivered; hop_isr_leave(isr)
//
// Nothing more: the rest of the struct is filled where something goes wrong. It lies between
// this frame and the body's; its address is the SP at the call of the body, where unwinding
// ends. A handler that interrupts anywhere in here leaves all of these words as it found them.
    .weak   hop_port_inside     // panic/isr.c has one for a kernel without
    HOP_FUNCTION __hop_isr_run
    .save   {r4-r8, lr}
    push    {r4-r8, lr}
    HOP_PUSHED r4, r5, r6, r7, r8, lr
    .pad    #HOP_ISR_SIZE
    sub     sp, #(HOP_ISR_SIZE - HOP_ISR_ENTRY_SIZE)
    .cfi_adjust_cfa_offset HOP_ISR_SIZE - HOP_ISR_ENTRY_SIZE
    ldr     r12, =hop_port_inside
    ldrh    r8, [r12]
    mrs     r7, ipsr
    ldr     r12, =hop_isrs
    ldm     r12, {r5, r6}               // innermost, limit
    mov     lr, #HOP_CONTEXT_ADDRESS
    ldm     lr, {r1-r4}
    push    {r1-r8}
    .cfi_adjust_cfa_offset HOP_ISR_ENTRY_SIZE
    movs    r7, #0
    str     r6, [lr]
    strd    r7, r7, [lr, #HOP_CONTEXT_CLEANUP_DEPTH]
    str     r7, [lr, #HOP_CONTEXT_STACK]
    str     sp, [r12]
    blx     r0
    .global hop_isr_returned
hop_isr_returned:
    mov     r0, #HOP_CONTEXT_ADDRESS
    ldr     r0, [r0, #HOP_CONTEXT_KILL_PENDING]
    .cfi_remember_state
    cbnz    r0, 1f
    .global hop_isr_abandoned
hop_isr_abandoned:
    mov     r0, sp
    bl      hop_isr_leave
    add     sp, #HOP_ISR_SIZE
    .cfi_adjust_cfa_offset -HOP_ISR_SIZE
    pop     {r4-r8, pc}
    .cfi_restore_state
1:  ldr     lr, =(hop_isr_returned + 1) // where unwinding ends
    b       __hop_kill_point
    HOP_END __hop_isr_run
