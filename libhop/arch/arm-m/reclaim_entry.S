// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
    .syntax unified
    .thumb

// void hop_dying_reclaim(void): a trap stored it in the stacked PC of a task
// that cannot be unwound any further.
//
// On entry: r0 = runtime, r1 = hop_dying_reclaim_sp. Does not return.
    .section .text.hop_dying_reclaim, "ax", %progbits
    .globl  hop_dying_reclaim
    .hidden hop_dying_reclaim
    .type   hop_dying_reclaim, %function
hop_dying_reclaim:
    .cfi_sections .debug_frame
    .cfi_startproc
    .cfi_undefined lr                       // all frames are abandoned
    .fnstart
    .cantunwind
    mov     sp, r1
    mov     r4, r0
    bl      hop_dying_give_up
    mov     sp, r0
    mov     r0, r4
    bl      hop_dying_end
    .fnend
    .cfi_endproc
    .size   hop_dying_reclaim, . - hop_dying_reclaim
