// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entry of every hardware fault.

#include "asm.h"

// void HardFault_Handler(void)
//   psp, EXC_RETURN = hop_arch_fault(EXC_RETURN, psp, msp)
// It returns only if the fault was a stack check that could not be taken at its
// own priority, or one that costs a task its stack and nothing else. No svc
// happens on the way: this code and what it calls are unchecked.
    HOP_FUNCTION HardFault_Handler
    .save {r4, lr}
    mov   r0, lr
    mrs   r1, psp
    mrs   r2, msp               // the frame, if the main stack was in use
    push  {r4, lr}
    bl    hop_arch_fault
    msr   psp, r0
    add   sp, #8
    bx    r1
    HOP_END HardFault_Handler
