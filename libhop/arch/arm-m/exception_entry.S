// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways of a C++ exception into C (exception/raise.c), with the registers as
// at the call in a context on the stack, and the way out to a landing pad.

#include "asm.h"
#include "frame.h"

#if __ARM_ARCH_ISA_THUMB >= 2
#include "thumb2/saved_registers.h"
#else
#include "thumb1/saved_registers.h"
#endif

// make_context: on entry r0 = exception, registers as at the call. On exit the
// same r0, r1 = context = SP. Clobbers r2, r4-r7, stored by then.
    .macro make_context
    mov     r2, r0
    sub     sp, #HOP_EXCEPTION_CONTEXT_SIZE
    mov     r0, sp
    store_registers
    ldr     r1, [r0, #HOP_REGISTERS_SP]
    adds    r1, #HOP_EXCEPTION_CONTEXT_SIZE
    str     r1, [r0, #HOP_REGISTERS_SP]
    mov     r1, r0
    mov     r0, r2
    .endm

// _Unwind_Reason_Code _Unwind_RaiseException(struct hop_exception *exception)
//
// On entry: as by AAPCS. Returns where no handler was found, with nothing
// changed. Where it does not fit, the stack grows by a check that traps; or the
// exception is destroyed, and the same trap does not return.
    HOP_FUNCTION _Unwind_RaiseException
    .save   {r4, lr}
    push    {r4, lr}
    mov     r4, r0
    mov     r1, sp
    adds    r1, #8
    bl      hop_exception_admit
    mov     r12, r0
    mov     r3, r0
    mov     r0, r4
    pop     {r4}
    pop     {r1}                            // Thumb-1 pops no lr
    mov     lr, r1
    cmp     r3, #0
    beq     1f
    svc     #HOP_SVC_LARGE
1:  make_context
    bl      hop_exception_raise
    mov     r3, r0
    mov     r0, sp
    ldr     r2, [r0, #HOP_REGISTERS_LR]
    load_registers
    mov     r0, r3
    add     sp, #HOP_EXCEPTION_CONTEXT_SIZE
    bx      r2
    HOP_END _Unwind_RaiseException

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
    load_registers
    ldr     r1, [r0, #HOP_EXCEPTION_ARGUMENTS + 4]
    ldr     r0, [r0, #HOP_EXCEPTION_ARGUMENTS]
    mov     r12, r2
    ldr     r2, =HOP_CONTEXT_ADDRESS
    ldr     r2, [r2, #HOP_CONTEXT_STACK]
    lsls    r2, r2, #31                     // HOP_STACK_EXTENDED
    beq     1f
    svc     #HOP_SVC_JUMP                   // maybe to another part of the stack
    bx      r3
1:  mov     sp, r12
    bx      r3
    HOP_END hop_exception_land
