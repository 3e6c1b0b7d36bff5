// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Set-up that each assembly file of this folder needs: a function in a section
// of its own, so that --gc-sections can drop it, with unwind information.

#include "features.h"

    .syntax unified
    .thumb

    .macro HOP_FUNCTION name
    .section .text.\name, "ax", %progbits
    .balign 4
    .global \name
    .type \name, %function
    .thumb_func
\name:
    .fnstart
    .endm

    .macro HOP_END name
    .fnend
    .size \name, . - \name
    .pool
    .endm
