// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instructions that the processor cannot carry out.
#pragma once

#include "hop/panic.h"

// Nothing is there on the boards, which the compiler does not know. QEMU's lm3s6965evb lets
// that pass, but no access that is not aligned.
#if __ARM_ARCH == 6
#define NO_MEMORY 0x20000002
#else
#define NO_MEMORY 0xf0000000
#endif
static inline volatile int *no_memory(void)
{
    static volatile int *volatile address = (volatile int *)NO_MEMORY;
    return address;
}

__attribute__((noinline, unused)) static void fault_undefined(void)
{
    __asm volatile("udf #1");
}

// Armv8-M Baseline divides, but only the Main Extension has a trap for this.
__attribute__((noinline, unused)) static void fault_divide(void)
{
#if __ARM_FEATURE_IDIV && __ARM_ARCH_ISA_THUMB < 2
    hop_panic("none");
#else
    static volatile int one = 1, zero;
    one = one / zero;
#endif
}

// An ldm is aligned on every core.
__attribute__((noinline, unused)) static void fault_unaligned(void)
{
    static volatile int words[3];
    __asm volatile("ldmia %0!, {r2, r3}" : : "l"((char *)words + 2) : "r2", "r3", "memory");
}

void fault_undescribed(void);
__asm(".text\n.globl fault_undescribed\n.type fault_undescribed, %function\n.thumb_func\n"
      "fault_undescribed:\n.fnstart\n.cantunwind\nudf #1\n.fnend\n");
