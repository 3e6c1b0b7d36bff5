// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reset. Built as crt0.o, the first object of every link; it pulls the
// kernel out of libhop.a.

#include "asm.h"
#include "hop/abi.h"

    HOP_NEEDS svc
    HOP_NEEDS fault

// Loads the four core registers' worth of set-up that C code relies on.
// The limit is cleared first: with 0 there every stack check passes.
    HOP_FUNCTION Reset_Handler
    .cantunwind
    .cfi_undefined lr           // debuggers: no caller
    ldr   r0, =HOP_CONTEXT_ADDRESS
    movs  r1, #0
    movs  r2, #0
    movs  r3, #0
    movs  r4, #0
    stmia r0!, {r1-r4}          // limit, cleanup_depth, kill_pending, reserved
    ldr   r0, =hop_vectors
    ldr   r1, [r0]
    msr   msp, r1               // a debugger's reset may not have done it
#if HOP_ARCH_HAVE_VTOR
    ldr   r2, =0xe000ed08       // VTOR
    str   r0, [r2]
#endif
#if HOP_ARCH_FP_WORDS
    ldr   r2, =0xe000ed88       // CPACR: full access to CP10 and CP11
    ldr   r3, [r2]
    ldr   r1, =(0xf << 20)
    orrs  r3, r1
    str   r3, [r2]
#endif
    dsb
    isb

    ldr   r0, =__hop_data_start
    ldr   r1, =__hop_data_end
    ldr   r2, =__hop_data_load
    b     2f
1:  ldmia r2!, {r3}
    stmia r0!, {r3}
2:  cmp   r0, r1
    blo   1b

    ldr   r0, =__hop_bss_start
    ldr   r1, =__hop_bss_end
    b     4f
3:  stmia r0!, {r4}             // r4 is still 0
4:  cmp   r0, r1
    blo   3b
    // The mask that a bootloader has left would keep the kernel's own exceptions away, for ever: nothing here
    // sets one, and nothing else clears one.
    cpsie i
    bl    hop_boot_start
    udf   #0
    HOP_END Reset_Handler
