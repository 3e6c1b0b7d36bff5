// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail: the compiler makes the handler call this with its body.

#include "asm.h"
#include "frame.h"

#if __ARM_ARCH_ISA_THUMB >= 2
#include "thumb2/saved_registers.h"
#else
#include "thumb1/saved_registers.h"
#endif

// void __hop_isr_run(void (*body)(void)): see panic/isr.h
//
// The struct lies between this frame and the body's; its address is the SP at the
// call of the body, where unwinding ends.
    HOP_FUNCTION __hop_isr_run
    .save   {r4, lr}
    push    {r4, lr}
    .pad    #HOP_ISR_SIZE
    sub     sp, #HOP_ISR_SIZE
    mov     r4, r0
    mov     r0, sp
    bl      hop_isr_enter
    blx     r4
    .global hop_isr_returned
hop_isr_returned:
    mov     r0, sp
    bl      hop_isr_leave
    add     sp, #HOP_ISR_SIZE
    pop     {r4, pc}
    HOP_END __hop_isr_run

// void hop_isr_abandon(const struct hop_unwind_state *state)
//
// Nothing is read from below SP once it has moved.
    HOP_FUNCTION hop_isr_abandon
    .cantunwind
    ldr     r2, [r0, #HOP_REGISTERS_SP]
    load_registers
    mov     sp, r2
    b       hop_isr_returned
    HOP_END hop_isr_abandon
