// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The steps of taking a stacklet, for both ways of doing that: grow.c, which does whatever
// is asked of it, and quick.c.
#pragma once

#include "arch/arm-m/frame.h"
#include "mem/heap.h"
#include "panic/context.h"

_Static_assert(offsetof(struct hop_stacklet, previous) == 0 &&
                   offsetof(struct hop_stacklet, block) == 4 &&
                   offsetof(struct hop_stacklet, sp) == 8 &&
                   offsetof(struct hop_stacklet, return_address) == 12,
               "stacklet.S tells debuggers");

// A block of `size` bytes, which the task holds from now on. NULL: not within the limit, or no memory.
void *hop_stack_allocate(struct hop_growth *growth, size_t size, size_t limit);

// hop_growth_ops.
void hop_stack_pop(struct hop_runtime *self);

// Whoever was on the innermost stacklet has left it by a tail call, which takes its
// place: a chain of such calls does not grow.
void hop_stack_replace(struct hop_runtime *self, struct hop_stacklet *stacklet);

static inline size_t hop_stack_round_up(size_t bytes)
{
    return (bytes + 7) & ~(size_t)7;
}

// Bytes of a block for the request: the two roundings of addresses are in it.
static inline size_t hop_stack_block_size(const struct hop_stack_request *request, size_t bytes)
{
    return sizeof(struct hop_stacklet) + hop_stack_round_up(request->arguments) +
           hop_stack_round_up(bytes) + HOP_ZONES + 4;
}

static inline struct hop_stacklet *hop_stack_header_in(void *block)
{
    uintptr_t end = (uintptr_t)block + hop_tlsf_usable_size(block);
    return (struct hop_stacklet *)(end & ~(uintptr_t)7) - 1;
}

static inline void hop_stack_copy_arguments(uintptr_t to, uintptr_t from, size_t bytes)
{
    uint32_t *target = (uint32_t *)to;
    const uint32_t *source = (const uint32_t *)from;
    for (size_t i = 0; i < bytes / sizeof(uint32_t); i++)
        target[i] = source[i];
}

// With the Thumb bit, as the linker has it for functions.
static inline uint32_t hop_stacklet_return_address(void)
{
    return (uint32_t)(uintptr_t)hop_stacklet_return;
}

// The task goes on with the same registers but SP, and, in a call, LR. Returns that.
__attribute__((always_inline)) static inline uint32_t
hop_stack_enter(struct hop_runtime *self, struct hop_stack_request *request,
                struct hop_stacklet *stacklet, void *block)
{
    struct hop_exception_frame *frame = request->frame;
    uint32_t caller = frame->lr;
    self->growth->extensions++;
    *stacklet = (struct hop_stacklet){
        .previous = self->stacklet,
        .block = block,
        .sp = request->sp,
        .return_address = request->is_alloca ? 0 : caller,
        .function = request->function,
    };
    uintptr_t sp = (uintptr_t)stacklet - hop_stack_round_up(request->arguments);
    hop_stack_copy_arguments(sp, request->sp, request->arguments);
    if (!request->is_alloca)
        frame->lr = hop_stacklet_return_address();
    request->frame = hop_arch_frame_move_away(frame, sp, request->exc_return);
    if (!request->is_alloca && stacklet->return_address == hop_stacklet_return_address())
        hop_stack_replace(self, stacklet);
    self->stacklet = stacklet;
    self->limit = (uintptr_t)block + HOP_ZONES;
    return caller;
}
