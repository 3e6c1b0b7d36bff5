// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the processor tells about a fault: much on Armv7-M and Armv8-M Mainline,
// nothing on the others. Context: fault handler.
#pragma once

#include "arch/arch.h"
#include "hop/port.h"

// True if the svc that a task's `frame` is at was escalated to this fault.
bool hop_fault_is_escalated_svc(const struct hop_exception_frame *frame,
                                unsigned number, uint32_t exc_return);

// True if a stack pointer went below its limit register: no frame was stored.
bool hop_fault_is_stack_limit(void);

// Fills in cause, address and status registers.
void hop_fault_describe(struct hop_fault *fault);

// Forgets the fault, which has been dealt with.
void hop_fault_clear(void);
