// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// setjmp and longjmp, which know of stacks in several parts and of regions. In place of
// the C library's.

#include "asm.h"
#include "hop/abi.h"

// int setjmp(jmp_buf buffer): see HOP_JUMP_SIZE
    HOP_FUNCTION setjmp
    stmia r0!, {r4-r7}
    mov   r1, r8
    mov   r2, r9
    mov   r3, r10
    stmia r0!, {r1-r3}
    mov   r1, r11
    mov   r2, sp
    mov   r3, lr
    stmia r0!, {r1-r3}
#if HOP_ARCH_FP_WORDS
    vstmia r0!, {d8-d15}
#endif
    ldr   r1, =HOP_CONTEXT_ADDRESS
    ldr   r1, [r1, #HOP_CONTEXT_CLEANUP_DEPTH]
    str   r1, [r0]
    movs  r0, #0
    bx    lr
    HOP_END setjmp

// _Noreturn void longjmp(jmp_buf buffer, int value)
//
// Regions that were entered since are left, and parts of the stack, by a trap. What is
// pending comes with the next check, which looks whether it may: the limit is poisoned
// unless there is none. A handler's stack is in one part. Uses no stack.
    HOP_FUNCTION longjmp
    .cantunwind
    ldmia r0!, {r4-r7}
    ldmia r0!, {r2, r3}
    mov   r8, r2
    mov   r9, r3
    ldmia r0!, {r2, r3}
    mov   r10, r2
    mov   r11, r3
    ldmia r0!, {r2, r3}
    mov   r12, r2
    mov   lr, r3
    .cfi_def_cfa r12, 0
#if HOP_ARCH_FP_WORDS
    vldmia r0!, {d8-d15}
#endif
    ldr   r2, =HOP_CONTEXT_ADDRESS
    ldr   r3, [r0]
    str   r3, [r2, #HOP_CONTEXT_CLEANUP_DEPTH]
    ldr   r3, [r2, #HOP_CONTEXT_KILL_PENDING]
    cmp   r3, #0
    beq   1f
    ldr   r3, [r2, #HOP_CONTEXT_LIMIT]
    cmp   r3, #0
    beq   1f
    ldr   r3, =__hop_handler_stack_base
    str   r3, [r2, #HOP_CONTEXT_LIMIT]
1:  mov   r0, r1
    cmp   r0, #0
    bne   3f
    movs  r0, #1
3:  ldr   r2, [r2, #HOP_CONTEXT_STACK]
    lsls  r2, r2, #31           // HOP_STACK_EXTENDED
    beq   2f
    mrs   r2, ipsr
    cmp   r2, #0
    bne   2f
    .cfi_remember_state
    svc   #HOP_SVC_JUMP         // SP = r12
    .cfi_def_cfa sp, 0
    bx    lr
    .cfi_restore_state
2:  mov   sp, r12
    bx    lr
    HOP_END longjmp
