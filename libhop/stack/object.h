// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks of the heap for stacks, and the stack object that is one: see hop_growth_ops.
#pragma once

#include "stack/stacklet.h"

void *hop_stack_allocate_object(size_t size);
size_t hop_stack_object_size(const void *block);
void hop_stack_release_object(struct hop_growth *growth);
