// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The depths of a task's stack, see struct hop_stack_profile.
#pragma once

#include "stack/stacklet.h"

// The task is on a new stacklet: written down if it holds more than ever before.
void hop_stack_note_depth(const struct hop_runtime *self);
