// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/abi.h"

    .syntax unified
    .thumb

// _Noreturn void hop_panic(const char *reason): as a trap, it needs no stack of
// the task's own, and the unwinder starts with the registers of the caller.
//
// On entry: r0 = reason, LR = the call. Does not return.
    .section .text.hop_panic, "ax", %progbits
    .globl  hop_panic
    .type   hop_panic, %function
hop_panic:
    .cfi_sections .debug_frame
    .cfi_startproc
    .fnstart
    .cantunwind
    svc     #HOP_SVC_PANIC
    udf     #0
    .fnend
    .cfi_endproc
    .size   hop_panic, . - hop_panic
