// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts the image at 0x08004000 as the processor starts one at 0.
    .syntax unified
    .thumb
    .text
    .word 0x20000400
    .word start
    .thumb_func
start:
    ldr   r0, =0x08004000
    ldr   r1, [r0]
    msr   msp, r1
    ldr   r1, [r0, #4]
    bx    r1
