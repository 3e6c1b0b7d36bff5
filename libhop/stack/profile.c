// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "stack/profile.h"

void hop_stack_note_depth(const struct hop_runtime *self)
{
    struct hop_stack_profile *profile = self->growth->profile;
    const struct hop_stacklet *stacklet = self->stacklet;
    size_t held = self->growth->held;

    if (profile->count > 0 && profile->depths[profile->count - 1].held >= held)
        return;
    if (profile->count < profile->capacity)
        profile->count++;
    struct hop_stack_depth *depth = &profile->depths[profile->count - 1];
    *depth = (struct hop_stack_depth){.held = held, .function = stacklet->function};
    for (unsigned i = 0; i < HOP_STACK_DEPTH_CALLERS && stacklet != NULL; i++) {
        depth->callers[i] = stacklet->return_address;
        stacklet = stacklet->previous;
    }
}
