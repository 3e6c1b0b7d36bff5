// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/abi.h"

    .syntax unified
    .thumb

// void __hop_kill_point(void): called where the outermost cleanup region of a
// normal path ends with a kill pending. As a trap it starts unwinding at this
// call. A handler that interrupted a region has nothing to deliver.
//
// On entry: LR = the call. On exit, if at all: nothing changed. Clobbers r12,
// flags. Uses no stack.
    .section .text.__hop_kill_point, "ax", %progbits
    .globl  __hop_kill_point
    .type   __hop_kill_point, %function
__hop_kill_point:
    .fnstart
    mrs     r12, ipsr
    cmp     r12, #0
    bne     1f
    svc     #HOP_SVC_SMALL
1:
    bx      lr
    .fnend
    .size   __hop_kill_point, . - __hop_kill_point
