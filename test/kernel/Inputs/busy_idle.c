// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The idle task, which does not wait here: while the processor waits, the emulator's time is the host's, and passes for
// several ticks where that is busy.
#include "arch/arch.h"

#define hop_arch_wait() ((void)0)
#include "kernel/main.c"
