// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where tasks begin.

#include "asm.h"

// void hop_arch_become_task(top, body): see arch.h
// Writing CONTROL = 2 selects PSP and drops an FP context of the boot code.
    HOP_FUNCTION hop_arch_become_task
    .cantunwind
    .cfi_undefined lr           // debuggers: no caller
    msr   psp, r0
    movs  r3, #2
    ldr   r0, =__hop_handler_stack_top
    msr   control, r3
    isb
    msr   msp, r0
    blx   r1
    udf   #0                    // body returned
    HOP_END hop_arch_become_task

// void hop_arch_run(top, entry, argument, end): see arch.h
// CONTROL as above: what FP registers held is nobody's any more.
    HOP_FUNCTION hop_arch_run
    .cantunwind
    .cfi_undefined lr           // debuggers: no caller
    mov   sp, r0
    movs  r0, #2
    msr   control, r0
    isb
    mov   r0, r2
    mov   r4, r3
    b     hop_task_trampoline
    HOP_END hop_arch_run

// void hop_arch_call(entry, argument, top): see arch.h
    HOP_FUNCTION hop_arch_call
    .save {r4, lr}
    push  {r4, lr}
    HOP_PUSHED r4, lr
    mov   r3, sp
    str   r3, [r2]
    mov   r2, r0
    mov   r0, r1
    mov   r1, r2
    bl    hop_task_call
    pop   {r4, pc}
    HOP_END hop_arch_call

// Where a task starts, with r0 = argument, r1 = entry, and r4 = what follows when that has
// returned. The unwinder takes a return address in here as the end of the stack.
    HOP_FUNCTION hop_task_trampoline
    .cantunwind
    .cfi_undefined lr           // debuggers: no caller
    blx   r1
    blx   r4
    udf   #0                    // its return address is in here, too
    .type hop_task_call, %function
    .thumb_func
hop_task_call:
    .cfi_same_value lr          // the caller is hop_arch_call
    mov   r4, lr
    .cfi_register lr, r4
    blx   r1
    bx    r4
    HOP_END hop_task_trampoline
    .global hop_task_call
    .global hop_task_trampoline_end
hop_task_trampoline_end:
