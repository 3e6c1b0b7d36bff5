// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Thumb-2 code of the two macros of ../unwind_entry.S.
#pragma once

    .macro store_registers
    add     r1, r0, #HOP_REGISTERS_R4
    stmia   r1, {r4-r11}
    mov     r1, sp
    str     r1, [r0, #HOP_REGISTERS_SP]
    str     lr, [r0, #HOP_REGISTERS_LR]
    str     lr, [r0, #HOP_REGISTERS_PC]     // goes on in the caller
#if __ARM_FP
    add     r1, r0, #HOP_REGISTERS_D8
    vstmia  r1, {d8-d15}
#endif
    mov     r4, r0
    .endm

    .macro load_registers
#if __ARM_FP
    add     r1, r0, #HOP_REGISTERS_D8
    vldmia  r1, {d8-d15}
#endif
    add     r1, r0, #HOP_REGISTERS_R4
    ldmia   r1, {r4-r11}
    .endm
