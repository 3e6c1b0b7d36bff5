// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entry of every hardware fault.

#include "asm.h"

// void HardFault_Handler(void)
//   psp = hop_arch_fault(EXC_RETURN, psp, msp)
// It returns only if the fault was a stack check that could not be taken at its
// own priority. No svc happens on the way: this code and what it calls before
// the limit is 0 are unchecked.
    HOP_FUNCTION HardFault_Handler
    .save {r4, lr}
    mov   r0, lr
    mrs   r1, psp
    mrs   r2, msp               // the frame, if the main stack was in use
    push  {r4, lr}
    bl    hop_arch_fault
    msr   psp, r0
    pop   {r4, pc}
    HOP_END HardFault_Handler
