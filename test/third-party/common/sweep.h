// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a job on stacks of many sizes, one after the other in the same firmware. On each it has to be right,
// or to end in a clean panic: an overflow, all cleanups run, nothing left in the heap, no byte written
// below the stack, and the task runs again.
#pragma once

#include <stdbool.h>

// Runs job() on every stack from HOP_STACK_MIN bytes on, 8 more each time, until it has been right many times in a
// row, and prints on how many it overflowed. The job returns whether its results are right, and has a scope with a
// cleanup open. False, with a line that says why: a run was neither right nor clean.
bool sweep(const char *name, bool (*job)(void));
