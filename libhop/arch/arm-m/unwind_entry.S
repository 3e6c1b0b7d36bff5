// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways into the unwinder, and the way out to a landing pad. They join in
// one place; see panic/dying.h for the C functions and for what each SP is.
// No stack is used before hop_dying_enter: a diverted task may have none left.
#include "arch/arm-m/frame.h"

    .syntax unified
    .thumb
    .cfi_sections .debug_frame

// store_registers: the registers a call preserves, at the call that returns to LR.
// On entry: r0 = unwind state. On exit: r4 = r0. Clobbers r1, r5-r7, stored by then.
//
// load_registers: r4-r11 and d8-d15. On entry: r0 = unwind state. Clobbers r1.
#if __ARM_ARCH_ISA_THUMB >= 2
#include "thumb2/saved_registers.h"
#else
#include "thumb1/saved_registers.h"
#endif

// void hop_dying_divert(void): a trap stored it in the stacked PC, in place of
// the function that did not fit.
//
// On entry: r0 = unwind state, LR and SP as at the call. Does not return.
    .section .text.hop_dying_divert, "ax", %progbits
    .globl  hop_dying_divert
    .hidden hop_dying_divert
    .type   hop_dying_divert, %function
    .thumb_func
hop_dying_divert:
    .fnstart
    .cfi_startproc
    .cantunwind
    store_registers
    b       unwind_run
    .cfi_endproc
    .fnend
    .size   hop_dying_divert, . - hop_dying_divert

// void __cxa_end_cleanup(void): the end of a C++ landing pad, which has not
// kept the exception object. EHABI 8.4.1.
//
// On entry: r4-r11, d8-d15, SP and LR as at the call. Does not return.
// Stack: given back before the unwinder sees SP.
    .globl  __cxa_end_cleanup
    .type   __cxa_end_cleanup, %function
    .thumb_func
__cxa_end_cleanup:
    .fnstart
    .cfi_startproc
    .cantunwind
    push    {r4, lr}
    .cfi_def_cfa_offset 8
    .cfi_offset r4, -8
    .cfi_offset lr, -4
    bl      hop_dying_resumed
    pop     {r4}
    .cfi_def_cfa_offset 4
    .cfi_restore r4
    pop     {r1}                            // Thumb-1 pops no lr
    .cfi_def_cfa_offset 0
    mov     lr, r1
    .cfi_restore lr
    b       _Unwind_Resume
    .cfi_endproc
    .fnend
    .size   __cxa_end_cleanup, . - __cxa_end_cleanup

// void _Unwind_Resume(void *exception): the end of a landing pad.
//
// On entry: r0 = as the landing pad got it: unwind state + 1 if the task is
// being killed, else a C++ exception. Does not return.
    .globl  _Unwind_Resume
    .type   _Unwind_Resume, %function
    .thumb_func
_Unwind_Resume:
    .fnstart
    .cfi_startproc
    .cantunwind
    lsrs    r1, r0, #1
    bcc     1f
    subs    r0, #1
    store_registers
    b       unwind_run
1:  ldr     r1, =hop_exception_resume_entry
    bx      r1
    .cfi_endproc
    .fnend
    .size   _Unwind_Resume, . - _Unwind_Resume
    .weak   hop_exception_resume_entry      // only programs with exceptions have it
    .pool

// void __hop_terminate(void *exception): called by a landing pad that no
// exception passes. A kill and forced unwinding do, as if the pad had been a cleanup.
//
// On entry: r0 = as for _Unwind_Resume. Does not return.
    .globl  __hop_terminate
    .type   __hop_terminate, %function
    .thumb_func
__hop_terminate:
    .fnstart
    .cfi_startproc
    .cantunwind
    lsrs    r1, r0, #1
    bcs     1f
    ldr     r1, [r0, #HOP_EXCEPTION_STOP]
    cmp     r1, #0
    bne     _Unwind_Resume
    ldr     r1, =hop_exception_terminate
    bx      r1
1:  mov     r1, r0
    adds    r1, #HOP_UNWIND_MORE_PADS - 1
    strb    r0, [r1]                        // not 0
    b       _Unwind_Resume
    .cfi_endproc
    .fnend
    .size   __hop_terminate, . - __hop_terminate
    .weak   hop_exception_terminate
    .pool

// unwind_run: on to the next landing pad, or to the end of the task.
//
// On entry: r4 = unwind state, SP the task's own, with HOP_KERNEL_DEPTH bytes of
// room there, or where state->entry_sp says. On exit, at a landing pad: r4-r11, d8-d15 and SP of its frame,
// r0 = unwind state + 1, r1 = 0 (the selector of a cleanup).
// entry_sp: r1 = state->entry_sp.
    .macro entry_sp
    mov     r1, r4
    adds    r1, #HOP_UNWIND_ENTRY_SP
    ldr     r1, [r1]
    .endm

    .type   unwind_run, %function
    .thumb_func
unwind_run:
    .fnstart
    .cfi_startproc
    .cantunwind
    .cfi_undefined lr                       // debuggers: the calls are in the state
    entry_sp
    cmp     r1, #0
    beq     2f
    mov     sp, r1
2:  mov     r0, r4
    bl      hop_dying_enter
    mov     sp, r0                          // the shared unwinder stack
    mov     r0, r4
    bl      hop_dying_find
    mov     r5, r0                          // landing pad or 0
    entry_sp
    cmp     r1, #0
    bne     3f
    ldr     r1, [r4, #HOP_REGISTERS_SP]
3:  mov     sp, r1                          // a stack of the task's own again
    mov     r0, r4
    bl      hop_dying_leave
    ldr     r0, [r4, #HOP_REGISTERS_SP]
    mov     sp, r0
    cmp     r5, #0
    beq     1f

    mov     r12, r5
    mov     r0, r4
    load_registers
    adds    r0, #1
    movs    r1, #0
    bx      r12
1:
    bl      hop_runtime_self
    bl      hop_dying_end                   // does not return
    .cfi_endproc
    .fnend
    .size   unwind_run, . - unwind_run
