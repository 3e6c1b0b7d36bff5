// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "frame.h"

// void hop_arch_frame_copy(struct hop_exception_frame *to, const struct
// hop_exception_frame *from, uint32_t exc_return)
//
// FP registers are in the frame: lazy stacking has been completed. From the end to the
// beginning: a jump may leave less than a frame, and then its new place, which is above the old
// one, overlaps that.
    HOP_FUNCTION hop_arch_frame_copy
    .save   {r4-r6, lr}
    push    {r4-r6, lr}
    HOP_PUSHED r4, r5, r6, lr
#if HOP_ARCH_FP_WORDS
    tst     r2, #HOP_EXC_RETURN_BASIC
    bne     1f
    add     r0, #HOP_FRAME_EXTENDED_SIZE
    add     r1, #HOP_FRAME_EXTENDED_SIZE
    ldmdb   r1!, {r3-r4}
    stmdb   r0!, {r3-r4}
    .rept   4
    ldmdb   r1!, {r3-r6}
    stmdb   r0!, {r3-r6}
    .endr
    subs    r0, #HOP_FRAME_BASIC_SIZE
    subs    r1, #HOP_FRAME_BASIC_SIZE
1:
#endif
    adds    r0, #HOP_FRAME_BASIC_SIZE / 2
    adds    r1, #HOP_FRAME_BASIC_SIZE / 2
    ldmia   r1!, {r3-r6}
    stmia   r0!, {r3-r6}
    subs    r0, #HOP_FRAME_BASIC_SIZE
    subs    r1, #HOP_FRAME_BASIC_SIZE
    ldmia   r1!, {r3-r6}
    stmia   r0!, {r3-r6}
    pop     {r4-r6, pc}
    HOP_END hop_arch_frame_copy

#if HOP_ARCH_FP_WORDS
// void hop_arch_frame_copy_extended(struct hop_exception_frame *to, const struct
// hop_exception_frame *from): a frame with FP registers, to where it is not.
    HOP_FUNCTION hop_arch_frame_copy_extended
    .save   {r4-r10, lr}
    push    {r4-r10, lr}
    HOP_PUSHED r4, r5, r6, r7, r8, r9, r10, lr
    ldmia   r1!, {r2-r10, r12}
    stmia   r0!, {r2-r10, r12}
    ldmia   r1!, {r2-r10, r12}
    stmia   r0!, {r2-r10, r12}
    ldmia   r1!, {r2-r7}
    stmia   r0!, {r2-r7}
    pop     {r4-r10, pc}
    HOP_END hop_arch_frame_copy_extended
#endif
