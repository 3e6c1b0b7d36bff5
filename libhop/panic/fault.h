// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A hardware fault as the death of who caused it.
//
// The fault handler has a priority above everything. It only records, and sends the task to
// hop_dying_fault, whose trap decides as for other panics: at the kernel's priority, and
// escalated back to the fault handler if somebody has masked interrupts. That of a handler that
// may fail is taken at once.
#pragma once

#include "arch/fault.h"

#include <stdbool.h>

// Records the fault of the running context. False: it cannot die of it,
// having no stack of its own, or being in the kernel; nothing is recorded. Context: fault
// handler.
bool hop_fault_begin(const struct hop_fault *fault);

struct hop_runtime;

// Records the kill of a task that does not run, at the instruction that *fault has, for the
// reason fault->what; or the end of its cleanups, if it is dying already. It goes on in
// hop_dying_fault. Context: task, no switch may happen meanwhile.
void hop_fault_kill(struct hop_runtime *runtime, const struct hop_fault *fault);
