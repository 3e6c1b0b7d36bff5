// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The registers of an exception's call, in a context on the stack.
#pragma once

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
    .cfi_adjust_cfa_offset HOP_EXCEPTION_CONTEXT_SIZE
    mov     r0, sp
    store_registers
    .irp    r, 4, 5, 6, 7, 8, 9, 10, 11
    .cfi_rel_offset r\r, 4 * \r - 16
    .endr
    .cfi_rel_offset lr, HOP_REGISTERS_LR
    ldr     r1, [r0, #HOP_REGISTERS_SP]
    adds    r1, #HOP_EXCEPTION_CONTEXT_SIZE
    str     r1, [r0, #HOP_REGISTERS_SP]
    mov     r1, r0
    mov     r0, r2
    .endm
