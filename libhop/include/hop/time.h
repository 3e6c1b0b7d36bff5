// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel time: a tick counter of HOP_TICK_HZ that starts at 0 and wraps.
#pragma once

#include "hop/config.h"
#include "hop/panic.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Ticks since the kernel started, modulo 2^32. Compare two times by the sign
// of their difference. Context: any.
uint32_t hop_time_ticks(void);

// Sets after how many ticks a running task gives way to others of its priority. 0: never, which is the default until the first
// thread of C11 or C++ is created; from then on it is HOP_THREAD_SLICE, unless this has been called. Only ticks that
// interrupt the task's own code count. HOP_INVALID above 65535. Context: task.
int hop_time_slice(unsigned ticks);

// Counts of the board's free-running timer, modulo 2^32, and how many of them
// are one second. Where a board has no such timer they are made of ticks: a handler that interrupts the beginning of the
// tick exception may then see a time that is a tick before one that has been seen. Context: any.
uint32_t hop_time_cycles(void);
uint32_t hop_time_cycles_hz(void);

#ifdef __cplusplus
}
#endif
