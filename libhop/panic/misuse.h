// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "hop/panic.h"

// Ends a context that misused a call: panic of a task, fatal in a handler, before the
// first task runs, and where a task cannot be unwound. `pc` is where, for the fatal report.
HOP_NORETURN void hop_panic_misuse(const char *text, uintptr_t pc);
