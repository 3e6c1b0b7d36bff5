// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways into and out of the unwinder in Thumb-1 code: see
// ../thumb2/unwind_entry.S, which it does the same as.
#include "arch/arm-m/frame.h"

    .syntax unified
    .thumb

// On entry: r0 = unwind state. On exit: r4 = r0. Clobbers r1, r5-r7, which are
// stored by then.
    .macro store_registers
    mov     r1, r0
    stmia   r1!, {r4-r7}
    mov     r4, r8
    mov     r5, r9
    mov     r6, r10
    mov     r7, r11
    stmia   r1!, {r4-r7}
    mov     r1, sp
    str     r1, [r0, #HOP_REGISTERS_SP]
    mov     r1, lr
    str     r1, [r0, #HOP_REGISTERS_LR]
    str     r1, [r0, #HOP_REGISTERS_PC]     // goes on in the caller
    mov     r4, r0
    .endm

// void hop_dying_divert(void)
    .section .text.hop_dying_divert, "ax", %progbits
    .globl  hop_dying_divert
    .hidden hop_dying_divert
    .type   hop_dying_divert, %function
    .thumb_func
hop_dying_divert:
    .fnstart
    .cantunwind
    store_registers
    b       unwind_run
    .fnend
    .size   hop_dying_divert, . - hop_dying_divert

// void __cxa_end_cleanup(void)
// Stack: 8 bytes, given back before the unwinder sees SP.
    .globl  __cxa_end_cleanup
    .type   __cxa_end_cleanup, %function
    .thumb_func
__cxa_end_cleanup:
    .fnstart
    .cantunwind
    push    {r4, lr}
    bl      hop_port_self
    ldr     r0, [r0, #HOP_RUNTIME_BASE]
    pop     {r4}
    pop     {r1}
    mov     lr, r1
    b       _Unwind_Resume
    .fnend
    .size   __cxa_end_cleanup, . - __cxa_end_cleanup

// void _Unwind_Resume(void *exception)
    .globl  _Unwind_Resume
    .type   _Unwind_Resume, %function
    .thumb_func
_Unwind_Resume:
    .fnstart
    .cantunwind
    store_registers
    b       unwind_run
    .fnend
    .size   _Unwind_Resume, . - _Unwind_Resume

    .type   unwind_run, %function
    .thumb_func
unwind_run:
    .fnstart
    .cantunwind
    mov     r0, r4
    bl      hop_dying_enter
    mov     sp, r0                          // the shared unwinder stack
    mov     r0, r4
    bl      hop_dying_find
    mov     r5, r0                          // landing pad or 0
    ldr     r0, [r4, #HOP_REGISTERS_SP]
    mov     sp, r0                          // the task's own again
    mov     r0, r4
    bl      hop_dying_leave
    cmp     r5, #0
    beq     1f

    mov     r12, r5
    mov     r0, r4
    mov     r1, r0
    adds    r1, #16                         // past r4-r7
    ldmia   r1!, {r4-r7}
    mov     r8, r4
    mov     r9, r5
    mov     r10, r6
    mov     r11, r7
    subs    r1, #32
    ldmia   r1!, {r4-r7}
    movs    r1, #0
    bx      r12
1:
    bl      hop_port_self
    bl      hop_dying_end                   // does not return
    .fnend
    .size   unwind_run, . - unwind_run
