// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the processor tells about a fault: much on Armv7-M and Armv8-M Mainline,
// nothing on the others. Context: fault handler.
#pragma once

#include "arch/fault.h"

#include <stdbool.h>
#include <stddef.h>

struct hop_exception_frame;

// True if the svc that a task's `frame` is at was escalated to this fault.
bool hop_fault_is_escalated_svc(const struct hop_exception_frame *frame,
                                unsigned number, uint32_t exc_return);

// True if there is memory at the frame, and the processor has stored it.
bool hop_fault_has_frame(const struct hop_exception_frame *frame);

// True if one instruction caused it, the one at the stacked pc: its context can be left as
// if that had never been. False for an error of a buffered write, or of an exception's
// entry or return.
bool hop_fault_is_of_instruction(void);

// True if instructions may be read there.
bool hop_fault_is_at_code(uintptr_t pc);

// True if a stack pointer went below its limit register: no frame was stored.
bool hop_fault_is_stack_limit(void);

// Fills in cause, address and status registers, from the others.
void hop_fault_describe(struct hop_fault *fault);

// Forgets the fault, which has been dealt with.
void hop_fault_clear(void);
