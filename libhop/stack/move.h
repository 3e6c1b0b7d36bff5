// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways of SP between the parts of a stack, other than calls.
#pragma once

#include "stack/stacklet.h"

// hop_growth_ops.move
struct hop_exception_frame *hop_stack_move(struct hop_runtime *self,
                                           struct hop_exception_frame *frame, unsigned number,
                                           uint32_t exc_return);

// Has a block ready for a request of so many bytes. False: there is none.
bool hop_stack_prepare(struct hop_growth *growth, size_t bytes);
