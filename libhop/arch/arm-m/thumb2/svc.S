// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The compiler's stack checks and hop_panic come here, by svc with numbers from
// HOP_SVC_TRAP_FIRST on. Other numbers are the kernel's.

#include "asm.h"
#include "svc.h"

    HOP_PROVIDES svc
    .weak hop_stack_trap

// void SVC_Handler(void)
//   number = immediate of the svc before the stacked pc
//   number >= HOP_SVC_TRAP_FIRST: psp = hop_trap(psp, number, EXC_RETURN, r4-r7), or
//     hop_stack_trap, which is linked where a stack grows
//   else, or from the main stack: goto hop_port_svc, as if that had been entered
//
// On entry:  lowest priority, main stack; lr = EXC_RETURN
// An interrupt may have run since the svc, on the same frame: hop_trap reads
// the limit again. Storing s0 completes a lazy stacking, so that FP state is in
// the frame before the frame is edited or its stack reused.
    HOP_FUNCTION SVC_Handler
    tst   lr, #4
    beq   1f
    mrs   r0, psp
    ldr   r1, [r0, #24]         // stacked pc
    ldrb  r1, [r1, #-2]         // number
#if HOP_ARCH_FP_WORDS
    tst   lr, #16
    it    eq
    vmoveq r3, s0
#endif
    cmp   r1, #HOP_SVC_TRAP_FIRST
    blo   1f
    .save {r3-r7, lr}
    .cfi_remember_state
    push  {r3-r7, lr}           // r3 for alignment only
    HOP_PUSHED r3, r4, r5, r6, r7, lr
    add   r3, sp, #4
    mov   r2, lr
    mov   lr, #HOP_CONTEXT_ADDRESS
    ldr   lr, [lr, #HOP_CONTEXT_STACK]
    lsls  lr, lr, #29           // HOP_STACK_GROWS
    bmi   2f
    bl    hop_trap
    msr   psp, r0
    pop   {r3-r7, pc}
2:  bl    hop_stack_trap
    msr   psp, r0
    pop   {r3-r7, pc}
    .cfi_restore_state
1:  b     hop_port_svc
    HOP_END SVC_Handler
