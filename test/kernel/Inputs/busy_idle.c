// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The idle task, which does not wait here: while the processor waits, QEMU's mps2 boards leave out every other tick, as
// their other timers tell.
#include "arch/arch.h"

#define hop_arch_wait() ((void)0)
#include "kernel/main.c"
