// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context switch. Registers go to the task object (struct
// hop_arch_context), never to the task's stack: its trap zone holds exactly one
// exception frame and nothing else.

#include "asm.h"

// void PendSV_Handler(void)
//   to = hop_sched_switch(); from = hop_arch_running
//   if (to != from) save into *from, load from *to, hop_arch_running = to
//
// On entry:  lowest priority, main stack; lr = EXC_RETURN of the task that ran
// On exit:   EXC_RETURN of the task to go on with
// Depth:     8 bytes and hop_sched_switch's, main stack
    HOP_FUNCTION PendSV_Handler
    .save {r4, lr}
    push  {r4, lr}              // r4 for alignment only
    bl    hop_sched_switch      // r0 = to
    pop   {r4, lr}
    ldr   r2, =hop_arch_running
    ldr   r1, [r2]              // r1 = from
    cmp   r0, r1
    beq   1f
    str   r0, [r2]
    mrs   r3, psp
    stmia r1!, {r3-r11, lr}     // psp, r4-r11, EXC_RETURN
#if HOP_ARCH_FP_WORDS
    tst   lr, #16               // clear: the task has an FP context. Storing
    it    eq                    // s16 first completes a lazy stacking of s0-s15
    vstmiaeq r1, {s16-s31}
#endif
    ldmia r0!, {r3-r11, lr}
#if HOP_ARCH_FP_WORDS
    tst   lr, #16
    it    eq
    vldmiaeq r0, {s16-s31}
#endif
    msr   psp, r3
1:  bx    lr
    HOP_END PendSV_Handler

// void hop_arch_become_task(context, top, body): see arch.h
// Writing CONTROL = 2 selects PSP and drops an FP context of the boot code.
    HOP_FUNCTION hop_arch_become_task
    .cantunwind
    ldr   r3, =hop_arch_running
    str   r0, [r3]
    msr   psp, r1
    movs  r3, #2
    ldr   r0, =__hop_handler_stack_top
    msr   control, r3
    isb
    msr   msp, r0
    blx   r2
    udf   #0                    // body returned
    HOP_END hop_arch_become_task

// Where a task starts, with r0 = argument and r1 = entry. The unwinder takes a
// return address in here as the end of the stack.
    HOP_FUNCTION hop_task_trampoline
    .cantunwind
    blx   r1
    bl    hop_task_exit
    HOP_END hop_task_trampoline
    .global hop_task_trampoline_end
hop_task_trampoline_end:

    .section .bss.hop_arch_running, "aw", %nobits
    .balign 4
    .global hop_arch_running
    .hidden hop_arch_running
    .type hop_arch_running, %object
    .size hop_arch_running, 4
hop_arch_running:
    .space 4
