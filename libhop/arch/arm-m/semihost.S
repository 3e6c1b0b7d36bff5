// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"

// int hop_arch_semihost(int operation, const void *block)
// Semihosting for AArch32, M profile: r0, r1 in, result in r0.
    HOP_FUNCTION hop_arch_semihost
    bkpt  #0xab
    bx    lr
    HOP_END hop_arch_semihost
