// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Set-up that each assembly file of this folder needs: a function in a section
// of its own, so that --gc-sections can drop it, with unwind information for the
// runtime, and for debuggers, in .debug_frame, which takes no memory: at first SP and LR
// are as at the call. `described` is 0 where a function has the latter of its own.

#include "features.h"

    .syntax unified
    .thumb
    .cfi_sections .debug_frame

    .macro HOP_FUNCTION name, binding=global, described=1
    .section .text.\name, "ax", %progbits
    .balign 4
    .\binding \name
    .type \name, %function
    .thumb_func
\name:
    .fnstart
    .if \described
    .cfi_startproc
    .endif
    .endm

    .macro HOP_END name, described=1
    .if \described
    .cfi_endproc
    .endif
    .fnend
    .size \name, . - \name
    .pool
    .endm

// For debuggers, behind the push of these registers.
    .macro HOP_PUSHED registers:vararg
    .irp r, \registers
    .cfi_adjust_cfa_offset 4
    .endr
    .set hop_pushed, 0
    .irp r, \registers
    .cfi_rel_offset \r, hop_pushed
    .set hop_pushed, hop_pushed + 4
    .endr
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
