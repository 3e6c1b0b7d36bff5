// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context switch. Registers go to the task object (struct
// hop_arch_context), never to the task's stack: its trap zone holds exactly one
// exception frame and nothing else.

#include "asm.h"
#include "frame.h"

    HOP_PROVIDES switch

// void PendSV_Handler(void)
//   save into hop_sched.current->context; load from *hop_sched_switch()
//
// On entry:  lowest priority, main stack; lr = EXC_RETURN of the task that ran
// On exit:   EXC_RETURN of the task to go on with, which may be the same
// Depth:     hop_sched_switch's, main stack
//
// hop_sched_switch() is written out here for what most switches are: there is no request,
// or that of the running task to let its equals go first, and the next task's live words
// are its limit, its cleanup depth, no kill, no place on a stacklet. It may be the same
// task: what is saved is saved before it is loaded.
    HOP_FUNCTION PendSV_Handler
    .cantunwind
    ldr   r12, =hop_sched
    mrs   r3, psp
    ldr   r1, [r12, #HOP_SCHED_CURRENT]
    add   r2, r1, #HOP_TASK_CONTEXT
    stmia r2!, {r3-r11, lr}     // psp, r4-r11, EXC_RETURN
#if HOP_ARCH_FP_WORDS
    tst   lr, #16               // clear: the task has an FP context. Storing
    it    eq                    // s16 first completes a lazy stacking of s0-s15
    vstmiaeq r2, {s16-s31}
#endif
    .cfi_undefined lr           // the interrupted registers are in the task object
    ldr   r4, [r12, #HOP_SCHED_REQUESTS]
    cbnz  r4, 2f
1:  ldr   r4, [r12, #HOP_SCHED_BITMAP]
    clz   r4, r4
    eor   r4, r4, #31
    add   r4, r12, r4, lsl #2
    ldr   r0, [r4, #HOP_SCHED_FIRST]

    mov   r2, #HOP_CONTEXT_ADDRESS
    ldrd  r8, r9, [r2, #HOP_CONTEXT_CLEANUP_DEPTH]
    strd  r8, r9, [r1, #HOP_RUNTIME_CLEANUP_DEPTH]
    add   r4, r0, #HOP_RUNTIME_LIMIT
    ldmia r4, {r4-r7}           // limit, cleanup depth, pending kill, special
    orrs  r3, r6, r7
    bne   3f
    str   r0, [r12, #HOP_SCHED_CURRENT]
    stmia r2, {r4-r7}
#if HOP_ARCH_HAVE_STACK_LIMITS
    cbz   r4, 5f                // in the unwinder: no floor
    sub   r4, #HOP_ZONES
5:  msr   psplim, r4
#endif
    ldr   r2, =_impure_ptr      // libc/reent.h
    ldr   r2, [r2]
    ldrd  r3, r4, [r2]
    strd  r3, r4, [r1, #HOP_TASK_ERROR]
    ldrd  r3, r4, [r0, #HOP_TASK_ERROR]
    strd  r3, r4, [r2]
    adds  r0, #HOP_TASK_CONTEXT

4:  ldmia r0!, {r3-r11, lr}
#if HOP_ARCH_FP_WORDS
    tst   lr, #16
    it    eq
    vldmiaeq r0, {s16-s31}
#endif
    msr   psp, r3
    bx    lr

2:  cmp   r4, #HOP_SCHED_REQUEST_YIELD
    bne   3f
    ldrb  r3, [r1, #HOP_TASK_PRIORITY]
    add   r3, r12, r3, lsl #2
    ldr   r2, [r1, #HOP_TASK_NEXT]
    str   r2, [r3, #HOP_SCHED_FIRST]
    movs  r3, #0
    strb  r3, [r12, #HOP_SCHED_YIELDS] // a handler may just have made another request
    b     1b

3:  bl    hop_sched_switch
    b     4b
    HOP_END PendSV_Handler
