// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "arch/arm-m/frame.h"

    .syntax unified
    .thumb

// void __cxa_end_cleanup(void): the end of a C++ landing pad, which has not
// kept the exception object. The unwind state is at the base of the stack.
//
// On entry: r4-r11, d8-d15, SP and LR as at the call. Does not return.
// Stack: 8 bytes, given back before the unwinder sees SP.
    .section .text.__cxa_end_cleanup, "ax", %progbits
    .globl  __cxa_end_cleanup
    .type   __cxa_end_cleanup, %function
__cxa_end_cleanup:
    .fnstart
    .cantunwind
    push    {r4, lr}
    bl      hop_port_self
    ldr     r0, [r0, #HOP_RUNTIME_BASE]
    pop     {r4, lr}
    b       _Unwind_Resume
    .fnend
    .size   __cxa_end_cleanup, . - __cxa_end_cleanup
