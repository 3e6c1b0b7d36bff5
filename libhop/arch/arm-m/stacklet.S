// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways of SP between the parts of a stack that grows.

#include "asm.h"
#include "frame.h"

// Where a call on a stacklet returns to: on to its caller.
//
// On entry: SP as the caller left it, r0-r3 and FP registers = the result.
// On exit:  SP of the caller, nothing else changed but r12, lr and flags.
// Depth:    16 bytes and hop_stacklet_leave's, of the stacklet
//
// With PSPLIM this takes a trap: PSPLIM and SP cannot be changed together.
    HOP_FUNCTION __morestack, global, 0
    .cantunwind
.Lreturn:
    nop                         // debuggers look a return address up one byte before it
    .global hop_stacklet_return
    .thumb_func
hop_stacklet_return:
#if HOP_ARCH_HAVE_STACK_LIMITS
    svc     #HOP_SVC_RETURN
    udf     #0
#else
    push    {r0-r3}
    bl      hop_stacklet_leave
    mov     r12, r0
    mov     lr, r1
    pop     {r0-r3}
    mov     sp, r12
    bx      lr
#endif
.Lreturn_end:
    HOP_END __morestack, 0

// For debuggers, in DWARF, the frame that returns there. Its stacklet is the one
// around its SP in the running task's chain; the CFA and the return address are what the
// stacklet says. gdb takes frames in any order for sound around a function called
// __morestack.

    // -> the stacklet, 0 if there is none
    .macro find_stacklet
    .byte   0x03                            // DW_OP_addr
    .4byte  hop_sched + HOP_SCHED_CURRENT
    .byte   0x06                            // DW_OP_deref
    .byte   0x23, HOP_RUNTIME_STACKLET      // DW_OP_plus_uconst
    .byte   0x06                            // DW_OP_deref
    // while (stacklet && !(block < sp && sp <= stacklet)) stacklet = previous
    .byte   0x12, 0x30, 0x29                // DW_OP_dup, lit0, eq
    .byte   0x28, 19, 0                     // DW_OP_bra to the end
    .byte   0x12, 0x7d, 0, 0x2a             // DW_OP_dup, breg13 0, ge
    .byte   0x14, 0x23, 4, 0x06             // DW_OP_over, plus_uconst block, deref
    .byte   0x7d, 0, 0x2d                   // DW_OP_breg13 0, lt
    .byte   0x1a                            // DW_OP_and
    .byte   0x28, 4, 0                      // DW_OP_bra to the end
    .byte   0x06                            // DW_OP_deref
    .byte   0x2f                            // DW_OP_skip to the loop
    .2byte  -25
    .endm
#define FIND_STACKLET_SIZE 34

    .weak   hop_sched                       // under another kernel there is none
    .section .debug_frame, "", %progbits
.Lcie:
    .4byte  .Lcie_end - .Lcie_id
.Lcie_id:
    .4byte  0xffffffff
    .byte   1                               // version
    .asciz  ""
    .byte   2                               // code alignment
    .byte   0x7c                            // data alignment -4
    .byte   14                              // return address: lr
    .balign 4, 0
.Lcie_end:
    .4byte  .Lfde_end - .Lfde
.Lfde:
    .4byte  .Lcie
    .4byte  .Lreturn
    .4byte  .Lreturn_end - .Lreturn
    .byte   0x0f, FIND_STACKLET_SIZE + 3    // DW_CFA_def_cfa_expression
    find_stacklet
    .byte   0x23, 8, 0x06                   // DW_OP_plus_uconst sp, deref
    .byte   0x10, 14, FIND_STACKLET_SIZE + 2 // DW_CFA_expression lr
    find_stacklet
    .byte   0x23, 12                        // DW_OP_plus_uconst return_address
    .balign 4, 0
.Lfde_end:

// void __hop_stack_settle(void): SP may have gone back beyond an alloca that had
// moved it to other memory. Called where it does, by generated code.
//
// Uses no stack. Clobbers r2, r3, flags. Nothing to do in a handler.
    HOP_FUNCTION __hop_stack_settle
    .cantunwind
    ldr     r3, =HOP_CONTEXT_ADDRESS
    ldr     r3, [r3, #HOP_CONTEXT_STACK]
    lsls    r3, r3, #30                     // HOP_STACK_MOVED
    bpl     1f
    mrs     r2, ipsr
    cmp     r2, #0
    bne     1f
    svc     #HOP_SVC_SETTLE
1:  bx      lr
    HOP_END __hop_stack_settle
