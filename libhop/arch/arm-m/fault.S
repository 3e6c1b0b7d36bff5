// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entry of every hardware fault.

#include "asm.h"
#include "hop/abi.h"

    HOP_PROVIDES fault

// void HardFault_Handler(void)
//   psp, EXC_RETURN = hop_arch_fault(EXC_RETURN, psp, msp, {r4-r11, EXC_RETURN, msp})
//   msp is the last word then, where a frame on the main stack has moved
// It returns only if the fault was a stack check that could not be taken at its
// own priority, or one that costs a task its life and nothing else. No svc
// happens on the way: this code and what it calls are unchecked.
    HOP_FUNCTION HardFault_Handler
    .cantunwind
    mov   r0, lr
    mrs   r1, psp
    mrs   r2, msp               // the frame, if the main stack was in use
#if HOP_ARCH_HAVE_STACK_LIMITS
    movs  r3, #0                // a handler that has crossed it has left no room for this one
    msr   msplim, r3
#endif
    sub   sp, #40
    .cfi_adjust_cfa_offset 40
    mov   r3, sp
    stmia r3!, {r4-r7}
    .irp  r, 4, 5, 6, 7, 8, 9, 10, 11
    .cfi_rel_offset r\r, 4 * \r - 16
    .endr
    mov   r4, r8
    mov   r5, r9
    mov   r6, r10
    mov   r7, r11
    stmia r3!, {r4-r7}
    stmia r3!, {r0, r2}
    .cfi_rel_offset lr, 32
    mov   r3, sp
    bl    hop_arch_fault
    msr   psp, r0
    mov   r0, sp
#if HOP_ARCH_HAVE_CALLED_FRAMES
    ldr   r2, [r0, #36]
#endif
    ldmia r0!, {r4-r7}
    add   sp, #40
    .cfi_adjust_cfa_offset -40
    .cfi_register lr, r1
#if HOP_ARCH_HAVE_CALLED_FRAMES
    cmp   sp, r2
    beq   1f
    add   sp, #8                // what the check had pushed
1:
#endif
#if HOP_ARCH_HAVE_STACK_LIMITS
    ldr   r2, =__hop_handler_stack_base
    msr   msplim, r2
#endif
    bx    r1
    HOP_END HardFault_Handler

// void hop_dying_fault(void): hop_arch_fault stored it in the stacked PC of a task.
//
// On entry: r12 = where the fault was, else as there. Does not return.
    HOP_FUNCTION hop_dying_fault
    .cantunwind
    svc   #HOP_SVC_FAULT
    udf   #0
    HOP_END hop_dying_fault
