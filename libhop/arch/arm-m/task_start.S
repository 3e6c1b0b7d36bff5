// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where tasks begin.

#include "asm.h"

// void hop_arch_become_task(top, body): see arch.h
// Writing CONTROL = 2 selects PSP and drops an FP context of the boot code.
    HOP_FUNCTION hop_arch_become_task
    .cantunwind
    msr   psp, r0
    movs  r3, #2
    ldr   r0, =__hop_handler_stack_top
    msr   control, r3
    isb
    msr   msp, r0
    blx   r1
    udf   #0                    // body returned
    HOP_END hop_arch_become_task

// Where a task starts, with r0 = argument and r1 = entry. The unwinder takes a
// return address in here as the end of the stack.
    HOP_FUNCTION hop_task_trampoline
    .cantunwind
    blx   r1
    bl    hop_task_exit
    udf   #0                    // its return address is in here, too
    HOP_END hop_task_trampoline
    .global hop_task_trampoline_end
hop_task_trampoline_end:
