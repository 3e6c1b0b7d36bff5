// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a job on stacks of many sizes, one after the other in the same firmware. On each it has to be right,
// or to end in a clean panic: an overflow, all cleanups run, nothing left in the heap, no byte written
// below the stack, and the task runs again.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Largest stack.
#define SWEEP_STACK_MAX 32768

// Runs job() on every stack from HOP_STACK_MIN to `largest` bytes, 8 more each time, and prints how many were
// too small. The job returns whether its results are right; it has a scope with a cleanup open. False, with a
// line that says why: a run was neither right nor clean, the largest stack is too small, or none is.
bool sweep(const char *name, bool (*job)(void), size_t largest);
