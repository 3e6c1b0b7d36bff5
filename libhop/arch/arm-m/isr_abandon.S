// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a handler that has failed; thumb1/ and thumb2/isr_run.S are where it began.

#include "asm.h"
#include "frame.h"

#if __ARM_ARCH_ISA_THUMB >= 2
#include "thumb2/saved_registers.h"
#else
#include "thumb1/saved_registers.h"
#endif

// void hop_isr_abandon(const struct hop_unwind_state *state)
//
// Nothing is read from below SP once it has moved.
    HOP_FUNCTION hop_isr_abandon
    .cantunwind
    .cfi_undefined lr           // the caller's registers are nobody's any more
    ldr     r2, [r0, #HOP_REGISTERS_SP]
    load_registers
    mov     sp, r2
    ldr     r3, =(hop_isr_abandoned + 1) // further than a branch of Thumb-1 code goes
    bx      r3
    HOP_END hop_isr_abandon
