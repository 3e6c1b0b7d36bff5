// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of the firmware when nothing can be saved: a record that survives
// reset, a report on the console, an exit status. Never a silent endless loop.
#pragma once

#include "hop/fatal.h"

// The hook, the report: no task runs any more, and none can die.
extern bool hop_fatal_is_ending;

// hop_console_write, unchecked: from any context.
void hop_console_put(const char *text, size_t length);

// Ends the emulation or the debug session with `status`; without a host, waits
// for ever with the report made.
_Noreturn void hop_console_exit(int status);
