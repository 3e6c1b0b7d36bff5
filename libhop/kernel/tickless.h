// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rests of the tick: linked where a program turns them on (hop/tickless.h). All but the first are called only
// where hop_sched.observers has HOP_OBSERVES_TICK.
#pragma once

#include <stdint.h>

// Has the tick rest from the next one on, if nobody is to be woken soon. Context: the idle task.
__attribute__((weak)) void hop_tickless_idle(void);

// Counts the tick that has come. Context: the tick exception.
__attribute__((weak)) void hop_tickless_tick(void);

// Ends a rest, or what would begin one: another task than the idle one is about to run. Context: the switch exception.
__attribute__((weak)) void hop_tickless_end(void);

// What hop_time_now() is, where the counter is `ticks`. Context: any.
__attribute__((weak)) uint32_t hop_tickless_now(uint32_t ticks);
