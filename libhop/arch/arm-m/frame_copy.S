// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "frame.h"

// void hop_arch_frame_copy(struct hop_exception_frame *to, const struct
// hop_exception_frame *from, uint32_t exc_return)
//
// FP registers are in the frame: lazy stacking has been completed.
    HOP_FUNCTION hop_arch_frame_copy
    .save   {r4-r6, lr}
    push    {r4-r6, lr}
    ldmia   r1!, {r3-r6}
    stmia   r0!, {r3-r6}
    ldmia   r1!, {r3-r6}
    stmia   r0!, {r3-r6}
#if HOP_ARCH_FP_WORDS
    tst     r2, #HOP_EXC_RETURN_BASIC
    bne     1f
    .rept   4
    ldmia   r1!, {r3-r6}
    stmia   r0!, {r3-r6}
    .endr
    ldmia   r1!, {r3-r4}
    stmia   r0!, {r3-r4}
1:
#endif
    pop     {r4-r6, pc}
    HOP_END hop_arch_frame_copy

#if HOP_ARCH_FP_WORDS
// void hop_arch_frame_copy_extended(struct hop_exception_frame *to, const struct
// hop_exception_frame *from): a frame with FP registers, to where it is not.
    HOP_FUNCTION hop_arch_frame_copy_extended
    .save   {r4-r10, lr}
    push    {r4-r10, lr}
    ldmia   r1!, {r2-r10, r12}
    stmia   r0!, {r2-r10, r12}
    ldmia   r1!, {r2-r10, r12}
    stmia   r0!, {r2-r10, r12}
    ldmia   r1!, {r2-r7}
    stmia   r0!, {r2-r7}
    pop     {r4-r10, pc}
    HOP_END hop_arch_frame_copy_extended
#endif
