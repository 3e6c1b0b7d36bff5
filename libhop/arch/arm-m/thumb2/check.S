// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "hop/abi.h"

// The check of a small frame, where the compiler calls it (clang-pass/llvm/HopCheckCalled.cpp).
//
// On entry: LR = the function's body, r3 = its LR. At the svc SP is that at the function's
// entry, and the trap goes on, if at all, in the body (panic/trap.c).
// On exit:  LR = the function's LR; clobbers r3, r12, flags
// Depth:    none; Thumb-1's pushes 8 bytes, which the trap zone holds (ABI.md 3.3)
    HOP_FUNCTION __hop_check_r3
    .cantunwind
    mov   r12, #HOP_CONTEXT_ADDRESS
    ldr   r12, [r12]
    cmp   sp, r12
    bhs   1f
    svc   #HOP_SVC_CALLED       // known by it: unwind/called_check.c
1:  mov   r12, lr
    .cfi_register lr, r12
    mov   lr, r3
    bx    r12
    HOP_END __hop_check_r3
