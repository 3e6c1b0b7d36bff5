// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "hop/abi.h"

// void __hop_alloca_check(size_t bytes): called before SP is lowered by a
// number of bytes known at run time only. Uses no stack.
//
// On entry: r0 = bytes. On exit: nothing changed. Clobbers r1, r2, flags.
    HOP_FUNCTION __hop_alloca_check
    .cantunwind
    ldr   r1, =HOP_CONTEXT_ADDRESS
    ldr   r1, [r1, #HOP_CONTEXT_LIMIT]
    mov   r2, sp
    subs  r2, r2, r0
    blo   1f                    // wraps below address 0
    cmp   r2, r1
    bhs   2f
1:  svc   #HOP_SVC_ALLOCA       // comes back only if it is to fit
2:  bx    lr
    HOP_END __hop_alloca_check
