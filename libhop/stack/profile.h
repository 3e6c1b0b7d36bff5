// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The depths of a task's stack, see struct hop_stack_profile.
#pragma once

#include "stack/stacklet.h"

// The task is on a new stacklet, by a request of a function that `caller` is the return
// address of (by an alloca: an address in the function). Written down if it holds more
// than ever before. Main stack: about 400 bytes for the callers.
void hop_stack_note_depth(const struct hop_runtime *self,
                          const struct hop_stack_request *request, uint32_t caller);
