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
