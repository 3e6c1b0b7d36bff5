// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways of SP between the parts of a stack that grows.

#include "asm.h"
#include "frame.h"

// Where a call on a stacklet returns to: on to its caller.
//
// On entry: SP as the caller left it, r0-r3 and FP registers = the result.
// On exit:  SP of the caller, nothing else changed but r12, lr and flags.
// Depth:    16 bytes and hop_stacklet_leave's, of the stacklet
//
// Where SP is watched it takes a trap: the floor and SP cannot be changed together.
    HOP_FUNCTION hop_stacklet_return
    .cantunwind
#if HOP_ARCH_HAVE_STACK_LIMITS
    svc     #HOP_SVC_RETURN
    udf     #0
#else
    push    {r0-r3}
    bl      hop_stacklet_leave
    mov     r12, r0
    mov     lr, r1
    pop     {r0-r3}
    mov     sp, r12
    bx      lr
#endif
    HOP_END hop_stacklet_return

// void __hop_stack_settle(void): SP may have gone back beyond an alloca that had
// moved it to other memory. Called where it does, by generated code.
//
// Uses no stack. Clobbers r2, r3, flags. Nothing to do in a handler.
    HOP_FUNCTION __hop_stack_settle
    .cantunwind
    ldr     r3, =HOP_CONTEXT_ADDRESS
    ldr     r3, [r3, #HOP_CONTEXT_STACK]
    cmp     r3, #HOP_STACK_EXTENDED
    bls     1f
    mrs     r2, ipsr
    cmp     r2, #0
    bne     1f
    svc     #HOP_SVC_SETTLE
1:  bx      lr
    HOP_END __hop_stack_settle
