// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Thumb-1 code of the two macros of ../unwind_entry.S.
#pragma once

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

    .macro load_registers
    mov     r1, r0
    adds    r1, #16                         // past r4-r7
    ldmia   r1!, {r4-r7}
    mov     r8, r4
    mov     r9, r5
    mov     r10, r6
    mov     r11, r7
    subs    r1, #32
    ldmia   r1!, {r4-r7}
    .endm
