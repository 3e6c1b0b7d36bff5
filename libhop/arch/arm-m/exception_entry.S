// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The way from a landing pad back into C (exception/landing.c), and the way out to one.

#include "exception_context.h"

// _Unwind_Resume with an exception: see unwind_entry.S. On a stack that grows there may
// be less room than at the throw: the check is made again, in the deferral region.
    HOP_FUNCTION hop_exception_resume_entry
    .cantunwind
    ldr     r3, =HOP_CONTEXT_ADDRESS
    ldr     r2, [r3, #HOP_CONTEXT_STACK]
    cmp     r2, #0
    beq     1f
    ldr     r2, [r3, #HOP_CONTEXT_LIMIT]
    ldr     r3, =HOP_EXCEPTION_DEPTH
    adds    r2, r2, r3
    cmp     sp, r2
    bhs     1f
    mov     r12, r2
    svc     #HOP_SVC_LARGE
1:  make_context
    bl      hop_exception_resume
    HOP_END hop_exception_resume_entry

// void hop_exception_land(const struct hop_exception_context *context)
//
// Nothing is read from the context once SP has moved: an interrupt may then
// store its frame there.
    HOP_FUNCTION hop_exception_land
    .cantunwind
    ldr     r2, [r0, #HOP_REGISTERS_SP]
    ldr     r3, [r0, #HOP_REGISTERS_PC]
    .cfi_def_cfa r2, 0                      // debuggers: the frame that goes on
    .cfi_register lr, r3
    load_registers
    ldr     r1, [r0, #HOP_EXCEPTION_ARGUMENTS + 4]
    ldr     r0, [r0, #HOP_EXCEPTION_ARGUMENTS]
    mov     r12, r2
    .cfi_def_cfa_register r12
    ldr     r2, =HOP_CONTEXT_ADDRESS
    ldr     r2, [r2, #HOP_CONTEXT_STACK]
    lsls    r2, r2, #31                     // HOP_STACK_EXTENDED
    beq     1f
    .cfi_remember_state
    svc     #HOP_SVC_JUMP                   // maybe to another part of the stack
    .cfi_def_cfa sp, 0
    bx      r3
    .cfi_restore_state
1:  mov     sp, r12
    bx      r3
    HOP_END hop_exception_land

// void hop_exception_capture(struct hop_registers *registers)
    HOP_FUNCTION hop_exception_capture
    store_registers
    load_registers
    bx      lr
    HOP_END hop_exception_capture
