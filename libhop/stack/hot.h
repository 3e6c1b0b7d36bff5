// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hot split: a loop whose calls do not fit any more crosses into a new stacklet each
// time. Crossings are counted where they start; the HOP_HOT_CROSSINGS-th one, and then
// each time that the count has doubled, is cured:
//
//  1. the part of the stack that they start from grows at its low end, if the memory
//     below it is free. No more crossings from here;
//  2. the function that it was made for, if any, gets more the next time that it
//     needs a stacklet. That helps where it is called again and again.
//
// On a stack object that is not the heap's there is no cure.
#pragma once

#include "stack/stacklet.h"

#define HOP_HOT_CROSSINGS 8

size_t hop_hot_look_up(const struct hop_growth *growth, uintptr_t function);

// Bytes more for a stacklet that `function` asks for.
static inline size_t hop_hot_extra(const struct hop_growth *growth, uintptr_t function)
{
    return growth->hot[0].function != 0 ? hop_hot_look_up(growth, function) : 0;
}

// Counts a crossing that is about to happen. True: it is to be cured.
static inline bool hop_hot_is_due(struct hop_runtime *self)
{
    struct hop_stacklet *stacklet = self->stacklet;
    if (stacklet == NULL && self->growth->object_block == NULL)
        return false;
    uint32_t *counter = stacklet != NULL ? &stacklet->crossings : &self->growth->crossings;
    uint32_t crossings = ++*counter;
    return crossings >= HOP_HOT_CROSSINGS && (crossings & (crossings - 1)) == 0;
}

// A crossing that is due is about to happen. True: it need not, what it asks for fits now.
// It asks for so many bytes below sp.
bool hop_hot_cure(struct hop_runtime *self, size_t bytes, uintptr_t sp);
