// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taking a stacklet. Trap handler, lowest priority, main stack: the heap's lock is
// free, since no task that holds it makes a checked call.
#include "arch/arch.h"
#include "mem/record.h"
#include "panic/context.h"
#include "panic/trap.h"
#include "stack/enter.h"
#include "stack/give.h"
#include "stack/hot.h"
#include "stack/move.h"
#include "stack/object.h"
#include "stack/profile.h"

// The heap's header, and what it does not cut off because it makes no block.
enum { MOST_AROUND = HOP_TLSF_HEADER + HOP_TLSF_BLOCK_MIN };

static size_t limit_of(const struct hop_growth *growth, bool beyond_limit)
{
    bool is_more = beyond_limit && growth->limit < SIZE_MAX - HOP_GROWTH_RESERVE;
    return is_more ? growth->limit + HOP_GROWTH_RESERVE : growth->limit;
}

// Whether another block of `size` bytes stays within the limit.
static bool is_within(const struct hop_growth *growth, size_t size, size_t limit)
{
    size_t held = growth->held + MOST_AROUND;
    return held <= limit && size <= limit - held;
}

void *hop_stack_allocate(struct hop_growth *growth, size_t size, size_t limit)
{
    if (!is_within(growth, size, limit))
        return NULL;
    if (!hop_softlock_try(&hop_heap.lock))
        return NULL;
    void *block = hop_heap_take_high(HOP_MEM_STACK, size);
    hop_softlock_release(&hop_heap.lock, hop_record_drain);
    if (block != NULL)
        hop_stack_count(growth, hop_tlsf_block_size(block));
    return block;
}

// The spare if it is large enough, else a new one.
static void *obtain(struct hop_growth *growth, size_t size, size_t limit)
{
    void *spare = growth->spare;
    if (spare != NULL) {
        growth->spare = NULL;
        if (hop_tlsf_usable_size(spare) >= size)
            return spare;
        hop_stack_release(growth, spare);
    }
    return hop_stack_allocate(growth, size, limit);
}

// The stack object below where it was left, for a task that is on a stacklet when there
// is no memory. At most one at a time.
static struct hop_stacklet *emergency(const struct hop_runtime *self, size_t size, void **block)
{
    const struct hop_stacklet *stacklet = self->stacklet;
    if (stacklet == NULL)
        return NULL;
    for (; stacklet != NULL; stacklet = stacklet->previous) {
        if (hop_stacklet_is_emergency(self, stacklet))
            return NULL;
    }
    uintptr_t top = hop_stack_object_sp(self);
    uintptr_t base = hop_stack_emergency_block(self);
    if (top < base || top - base < size)
        return NULL;
    *block = (void *)base;
    return (struct hop_stacklet *)top - 1;
}

static struct hop_stacklet *find_memory(struct hop_runtime *self,
                                        struct hop_stack_request *request, void **block)
{
    struct hop_growth *growth = self->growth;
    // More than there is would wrap what follows.
    request->refused = "stack limit reached";
    if (request->bytes > HOP_TLSF_SIZE_MAX)
        return NULL;
    request->refused = "unknown arguments on a stack that has to grow";
    if (request->arguments > HOP_TLSF_SIZE_MAX)
        return NULL;
    size_t extra = hop_hot_extra(growth, request->function);
    size_t size = hop_stack_block_size(request, request->bytes + HOP_STACKLET_ROOM + extra);
    size_t limit = limit_of(growth, request->beyond_limit);
    *block = obtain(growth, size, limit);
    if (*block == NULL && extra != 0)
        *block = obtain(growth, size - hop_stack_round_up(extra), limit);
    if (*block != NULL)
        return hop_stack_header_in(*block);
    request->refused = is_within(growth, size, growth->limit) ? "no memory for the stack" : "stack limit reached";
    if (!request->beyond_limit)
        return NULL;
    return emergency(self, hop_stack_block_size(request, request->bytes), block);
}

void hop_stack_pop(struct hop_runtime *self)
{
    struct hop_growth *growth = self->growth;
    void *block = self->stacklet->block;
    bool is_emergency = hop_stacklet_is_emergency(self, self->stacklet);
    self->stacklet = self->stacklet->previous;
    if (is_emergency)
        return;
    if (growth->spare == NULL)
        growth->spare = block;
    else
        hop_stack_release(growth, block);
}

void hop_stack_replace(struct hop_runtime *self, struct hop_stacklet *stacklet)
{
    stacklet->sp = self->stacklet->sp;
    stacklet->return_address = self->stacklet->return_address;
    stacklet->previous = self->stacklet->previous;
    hop_stack_pop(self);
}

static bool grow(struct hop_runtime *self, struct hop_stack_request *request)
{
    void *block;
    struct hop_stacklet *stacklet = find_memory(self, request, &block);
    if (stacklet == NULL)
        return false;
    uint32_t caller = hop_stack_enter(self, request, stacklet, block);
    if (self->growth->profile != NULL)
        hop_stack_note_depth(self, request, caller);
    return true;
}

bool hop_stack_prepare(struct hop_growth *growth, size_t bytes)
{
    const struct hop_stack_request request = {0};
    growth->spare = obtain(growth, hop_stack_block_size(&request, bytes + HOP_STACKLET_ROOM), growth->limit);
    return growth->spare != NULL;
}

const struct hop_growth_ops hop_growth = {
    .grow = grow,
    .trap = hop_stack_trap,
    .move = hop_stack_move,
    .pop = hop_stack_pop,
    .release_spare = hop_stack_release_spare,
    .allocate_object = hop_stack_allocate_object,
    .object_size = hop_stack_object_size,
    .release_object = hop_stack_release_object,
};
