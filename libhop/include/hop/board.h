// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The processor's clock, and a console without a debugger. Boards are tables of which hop-board makes linker scripts
// (libhop/board/README.md); a link chooses one by -T or --config.
#pragma once

#include "hop/panic.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The processor's clock in Hz, from which the tick is derived: CMSIS's SystemCoreClock if the program
// has that variable, else the board's clock after reset. An application may define the function
// itself. Below two counts per tick the firmware ends as it starts. Context: any, and before the first task.
uint32_t hop_board_clock_hz(void);

// Tells libhop that hop_board_clock_hz() has changed: the tick is restarted, and has HOP_TICK_HZ from
// then on. On boards without a timer for time stamps these come from the tick, and those taken
// before and after the call cannot be compared. HOP_INVALID: the clock is below two counts per
// tick; nothing is done. Context: task.
int hop_board_clock_changed(void);

// Where standard output and reports go in an image that is linked with
// -Wl,--defsym=__hop_semihosting=0, which runs without a debugger: an application may define it,
// libhop's own does nothing. This declaration makes it unchecked. It may take 24 bytes of stack, as much
// as a request to a debugger (test/libhop/kernel-depth.test). Context: any, including fault
// handlers.
__attribute__((no_split_stack)) void hop_board_console_write(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
