// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Set-up that each assembly file of this folder needs: a function in a section
// of its own, so that --gc-sections can drop it, with unwind information.

#include "features.h"

    .syntax unified
    .thumb

    .macro HOP_FUNCTION name, binding=global
    .section .text.\name, "ax", %progbits
    .balign 4
    .\binding \name
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

// A handler with a name that applications know, and what must not be linked without it. By
// the handler's name alone, a function of the application's would take its place without a
// word; so it is a duplicate symbol, and the weak one of a vendor's start-up file is not used.
    .macro HOP_PROVIDES what
    .global hop_arch_has_\what
    .set hop_arch_has_\what, 1
    .endm

    .macro HOP_NEEDS what
    .global hop_arch_has_\what
    .endm
