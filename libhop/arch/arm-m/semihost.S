// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"

// int hop_arch_semihost(int operation, const void *block)
// Semihosting for AArch32, M profile: r0, r1 in, result in r0. Linked with
// --defsym=__hop_semihosting=0 it is -1: without a debugger the breakpoint is a fault.
    HOP_FUNCTION hop_arch_semihost
    ldr   r2, =__hop_semihosting
    cmp   r2, #0
    beq   1f
    bkpt  #0xab
    bx    lr
1:  mvns  r0, r2
    bx    lr
    HOP_END hop_arch_semihost
