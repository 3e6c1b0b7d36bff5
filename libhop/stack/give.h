// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Giving a stack's memory back to the heap.
#pragma once

#include "stack/stacklet.h"

// A block that the task does not run on. Context: any in which the heap's lock is free.
void hop_stack_release(struct hop_growth *growth, void *block);

void hop_stack_release_spare(struct hop_growth *growth);
