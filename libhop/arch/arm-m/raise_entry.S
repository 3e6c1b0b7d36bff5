// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The way of a throw into C (exception/raise.c). Apart from exception_entry.S, which forced
// unwinding has too.

#include "exception_context.h"

// _Unwind_Reason_Code _Unwind_RaiseException(struct hop_exception *exception)
//
// On entry: as by AAPCS. Returns where no handler was found, with nothing
// changed. Where it does not fit, the stack grows by a check that traps; or the
// exception is destroyed, and the same trap does not return.
    HOP_FUNCTION _Unwind_RaiseException
    .save   {r4, lr}
    push    {r4, lr}
    HOP_PUSHED r4, lr
    mov     r4, r0
    mov     r1, sp
    adds    r1, #8
    bl      hop_exception_admit
    mov     r12, r0
    mov     r3, r0
    mov     r0, r4
    pop     {r4}
    .cfi_adjust_cfa_offset -4
    .cfi_restore r4
    pop     {r1}                            // Thumb-1 pops no lr
    .cfi_adjust_cfa_offset -4
    mov     lr, r1
    .cfi_restore lr
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
    .cfi_adjust_cfa_offset -HOP_EXCEPTION_CONTEXT_SIZE
    .cfi_register lr, r2
    bx      r2
    HOP_END _Unwind_RaiseException
