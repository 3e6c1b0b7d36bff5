// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What tells the M-profile architectures apart, one line for each capability.
// Files that differ as a whole are in thumb1/ and thumb2/, or end in _v6m and
// _v7m; scripts/build-libhop.sh chooses.
#pragma once

#include "hop/abi.h"

// The Cortex-M0 has its vector table at address 0 for ever.
#define HOP_ARCH_HAVE_VTOR (__ARM_ARCH > 6)

// Fault status registers and traps for division by zero (Main Extension).
#define HOP_ARCH_HAVE_FAULT_STATUS (__ARM_ARCH_ISA_THUMB > 1)

// PSPLIM and MSPLIM (Armv8-M Mainline).
#define HOP_ARCH_HAVE_STACK_LIMITS \
    (__ARM_ARCH >= 8 && __ARM_ARCH_ISA_THUMB > 1)

// Checks with more than a small frame may be called: __hop_check_frame is Thumb-1 code's.
#define HOP_ARCH_HAVE_CALLED_FRAMES (__ARM_ARCH_ISA_THUMB < 2)

// Thunks of the linker's that use the stack, having no instruction to load r12: Armv6-M.
#define HOP_ARCH_HAVE_PUSHING_THUNKS (__ARM_ARCH == 6)

// LDREX and STREX: all but Armv6-M.
#if defined(__ARM_FEATURE_LDREX)
#define HOP_ARCH_HAVE_EXCLUSIVES 1
#else
#define HOP_ARCH_HAVE_EXCLUSIVES 0
#endif
