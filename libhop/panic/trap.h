// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the handlers of SVC and HardFault call.
#pragma once

#include "hop/abi.h"

#include <stdbool.h>
#include <stdint.h>

struct hop_exception_frame;

// For svc 243..255, in handler mode on the
// main stack. `frame` is PSP, `exc_return` the handler's LR, `saved` r4 to r7 as they
// were at the svc, NULL if not known: then profiles lack callers. FP registers must be in
// the frame. Edits words of the frame, which moves where the stack grows, and returns
// the PSP to return with. A HardFault handler that
// finds an escalated svc of a task passes `number | HOP_TRAP_MASKED`.
// HOP_TRAP_FLOOR stands for a stack limit register that was crossed: `frame` is
// made up, at the top of the task's stack, whose content is lost.
#define HOP_TRAP_MASKED 0x100u
#define HOP_TRAP_FLOOR 0x200u
struct hop_exception_frame *hop_trap(struct hop_exception_frame *frame,
                                     unsigned number, uint32_t exc_return,
                                     const uint32_t *saved);

// The same for svc of a task whose stack grows: calls that may simply have more stack take few
// steps. Linked with hop_growth. The `saved` are known.
struct hop_exception_frame *hop_stack_trap(struct hop_exception_frame *frame, unsigned number,
                                           uint32_t exc_return, const uint32_t *saved);

// A check that was called.
static inline bool hop_trap_is_called(unsigned number)
{
    return number <= HOP_SVC_CALLED; // the lowest of the traps' numbers
}

// Makes the frame of such a trap that of a check in the function itself. Returns its number.
unsigned hop_trap_of_called(struct hop_exception_frame **frame, unsigned number, uint32_t exc_return);

// True if the check in front of the svc that `frame` is at would trap now. For a
// HardFault handler that cannot tell an escalated svc otherwise.
bool hop_trap_is_due(const struct hop_exception_frame *frame, unsigned number,
                     uint32_t exc_return);
