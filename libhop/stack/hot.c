// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "stack/hot.h"

#include "mem/heap.h"
#include "panic/context.h"
#include "stack/give.h"

size_t hop_hot_look_up(const struct hop_growth *growth, uintptr_t function)
{
    const struct hop_hot_function *hot = growth->hot;
    for (; hot < growth->hot + HOP_HOT_FUNCTIONS && hot->function != 0; hot++) {
        if (hot->function == function)
            return hot->extra;
    }
    return 0;
}

// What is missing where the task is, and room for what follows.
static size_t lack(const struct hop_runtime *self, size_t bytes, uintptr_t sp)
{
    bytes += HOP_STACKLET_ROOM;
    if (sp < self->limit)
        return bytes + (self->limit - sp);
    return bytes - (sp - self->limit);
}

// The last entry makes room: the one that found its place first is the outermost, which
// recurs least.
static void remember(struct hop_growth *growth, uintptr_t function, size_t bytes)
{
    unsigned i = 0;
    while (i < HOP_HOT_FUNCTIONS - 1 && growth->hot[i].function != 0 &&
           growth->hot[i].function != function)
        i++;
    struct hop_hot_function *hot = &growth->hot[i];
    if (hot->function != function)
        *hot = (struct hop_hot_function){.function = function};
    size_t least = 2 * hot->extra;
    hot->extra += bytes;
    if (hot->extra < least)
        hot->extra = least;
    if (hot->extra > HOP_TLSF_SIZE_MAX) // it never fits: with what a call asks for it would wrap, and fit
        hot->extra = HOP_TLSF_SIZE_MAX;
}

static bool grow_in_place(struct hop_runtime *self, size_t bytes)
{
    struct hop_growth *growth = self->growth;
    struct hop_stacklet *stacklet = self->stacklet;
    void **block = stacklet != NULL ? &stacklet->block : &growth->object_block;
    void *higher = *block;

    if (higher == NULL || (stacklet != NULL && hop_stacklet_is_emergency(self, stacklet)))
        return false;
    size_t before = hop_tlsf_block_size(higher);
    *block = hop_heap_grow_down(higher, bytes);
    hop_stack_count(growth, hop_tlsf_block_size(*block) - before);
    if (stacklet == NULL) {
        self->base -= (uintptr_t)higher - (uintptr_t)*block;
        self->seal = hop_runtime_seal(self);
    }
    self->limit = hop_stack_limit(self);
    return *block != higher;
}

bool hop_hot_cure(struct hop_runtime *self, size_t asked, uintptr_t sp)
{
    struct hop_growth *growth = self->growth;
    struct hop_stacklet *stacklet = self->stacklet;
    size_t bytes = lack(self, asked, sp);

    // What is kept was taken last: it lies where the stack would grow to.
    hop_stack_release_spare(growth);
    if (growth->held < growth->limit && bytes + HOP_TLSF_BLOCK_MIN < growth->limit - growth->held &&
        grow_in_place(self, bytes))
        return true;
    if (stacklet != NULL)
        remember(growth, stacklet->function, bytes);
    return false;
}
