// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tickless idle: while all tasks wait, and none for the next few ticks, the tick does not interrupt. Time goes on as
// if it did: hop_time_ticks() counts on, everybody is woken at their tick, and the ticks that follow come when they would
// have come. The processor wakes for the next task, for interrupts, and at least once each time the 24-bit SysTick
// timer is through.
//
// Off until a program turns it on; one that does not is the same without it. SysTick has to count on while the
// processor sleeps: it does after WFI, it does not in the deeper modes of most chips. A SysTick_Handler of the application
// is called for fewer ticks then.
//
// Nothing here masks an interrupt, so there is an inexactness: where a task is to run before the tick would have come
// back, the timer is read and written by two instructions in a row. A handler that comes between them delays all
// later ticks by the time that it takes; so do handlers that come right behind them and take longer than what is left of
// the tick. What the code itself takes is measured and made up for, to a clock or two each time.
//
// If that handler takes more than a sixteenth of a tick, hop_time_ticks() may be a tick more for it than right after it.
//
// A task that is to run before the tick would have come back begins as much later as that takes, and, where the
// tick is to come right then, up to a sixteenth of a tick.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Lets the tick rest where it would be for at least so many ticks, 2 or more; 0: never, which is the default.
// HOP_INVALID: 1, or a tick has less than 2048 clocks, or more than a third of what SysTick counts. Context: task.
int hop_tickless_set(uint32_t least);

// Ticks that have passed without an interrupt, modulo 2^32. Context: any.
uint32_t hop_tickless_count(void);

#ifdef __cplusplus
}
#endif
