// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tickless idle: while all tasks wait, and none is due in the next few ticks, the tick does not interrupt. Time goes on as
// if it did: hop_time_ticks() counts on, tasks are woken at their tick, and later ticks come when they would
// have come. The processor wakes for the next task, for interrupts, and at least once per period of the 24-bit SysTick
// timer.
//
// It is off until a program turns it on, and costs other programs nothing. SysTick must keep counting while the
// processor sleeps: it does after WFI, but not in the deeper sleep modes of most chips. A SysTick_Handler of the application
// is called for fewer ticks.
//
// Since nothing here masks an interrupt, there is an inaccuracy. When a task is to run before the tick would have
// resumed, the timer is read and written by two consecutive instructions. A handler that comes between them delays all
// later ticks by the time that it takes; so do handlers that come right after them and take longer than what is left of
// the tick. The time of the code itself is measured and compensated, to within a clock or two each time.
//
// If such a handler takes more than a sixteenth of a tick, it may see hop_time_ticks() one higher than it is right after it.
//
// A task that is to run before the tick would have resumed starts later by the time that this takes, and, if a
// tick is due just then, by up to a sixteenth of a tick.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Stops the tick whenever that is for at least so many ticks, 2 or more; 0: never, which is the default.
// HOP_INVALID: 1, or a tick has less than 2048 clocks, or more than a third of what SysTick counts. Context: task.
int hop_tickless_set(uint32_t least);

// Ticks that have passed without an interrupt, modulo 2^32. Context: any.
uint32_t hop_tickless_count(void);

#ifdef __cplusplus
}
#endif
