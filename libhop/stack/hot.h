// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hot split: a loop whose calls do not fit any more crosses into a new stacklet each
// time. Crossings are counted where they start; every HOP_HOT_CROSSINGS-th one is
// cured:
//
//  1. the part of the stack that they start from grows at its low end, if the memory
//     below it is free. No more crossings from here;
//  2. the function that it was made for, if any, gets more the next time that it
//     needs a stacklet. That helps where it is called again and again.
#pragma once

#include "stack/stacklet.h"

#define HOP_HOT_CROSSINGS 8

// Bytes more for a stacklet that `function` asks for.
static inline size_t hop_hot_extra(const struct hop_growth *growth, uintptr_t function)
{
    const struct hop_hot_function *hot = growth->hot;
    for (; hot < growth->hot + HOP_HOT_FUNCTIONS && hot->function != 0; hot++) {
        if (hot->function == function)
            return hot->extra;
    }
    return 0;
}

static inline uint32_t *hop_hot_counter(struct hop_runtime *self)
{
    return self->stacklet != NULL ? &self->stacklet->crossings : &self->growth->crossings;
}

// Whether the crossing that is about to happen has a cure; if not it is counted.
static inline bool hop_hot_is_due(struct hop_runtime *self)
{
    uint32_t *crossings = hop_hot_counter(self);
    if (*crossings % HOP_HOT_CROSSINGS == HOP_HOT_CROSSINGS - 1)
        return true;
    ++*crossings;
    return false;
}

// A crossing is about to happen. True: it need not, the request fits now.
bool hop_hot_crossing(struct hop_runtime *self, const struct hop_stack_request *request);
