// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taking a stacklet. Trap handler, lowest priority, main stack: the heap's lock is
// free, since no task that holds it makes a checked call.
#include "arch/arm-m/frame.h"
#include "arch/arch.h"
#include "mem/record.h"
#include "panic/context.h"
#include "stack/give.h"
#include "stack/hot.h"
#include "stack/move.h"
#include "stack/object.h"
#include "stack/profile.h"

_Static_assert(offsetof(struct hop_stacklet, previous) == 0 &&
                   offsetof(struct hop_stacklet, block) == 4 &&
                   offsetof(struct hop_stacklet, sp) == 8 &&
                   offsetof(struct hop_stacklet, return_address) == 12,
               "stacklet.S tells debuggers");

// The heap's header, and what it does not cut off because it makes no block.
enum { MOST_AROUND = HOP_TLSF_HEADER + HOP_TLSF_BLOCK_MIN };

static size_t round_up(size_t bytes)
{
    return (bytes + 7) & ~(size_t)7;
}

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

static void *allocate(struct hop_growth *growth, size_t size, size_t limit)
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
    return allocate(growth, size, limit);
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
    uintptr_t base = self->base + HOP_UNWIND_STATE_SIZE;
    if (top < base || top - base < size)
        return NULL;
    *block = (void *)base;
    return (struct hop_stacklet *)top - 1;
}

// Bytes of a block for the request: the two roundings of addresses are in it.
static size_t block_size(const struct hop_stack_request *request, size_t bytes)
{
    return sizeof(struct hop_stacklet) + round_up(request->arguments) + round_up(bytes) + HOP_ZONES + 4;
}

static struct hop_stacklet *header_in(void *block)
{
    uintptr_t end = (uintptr_t)block + hop_tlsf_usable_size(block);
    return (struct hop_stacklet *)(end & ~(uintptr_t)7) - 1;
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
    size_t size = block_size(request, request->bytes + HOP_STACKLET_ROOM + extra);
    size_t limit = limit_of(growth, request->beyond_limit);
    *block = obtain(growth, size, limit);
    if (*block == NULL && extra != 0)
        *block = obtain(growth, size - round_up(extra), limit);
    if (*block != NULL)
        return header_in(*block);
    request->refused = is_within(growth, size, growth->limit) ? "no memory for the stack" : "stack limit reached";
    if (!request->beyond_limit)
        return NULL;
    return emergency(self, block_size(request, request->bytes), block);
}

static inline void copy_arguments(uintptr_t to, uintptr_t from, size_t bytes)
{
    uint32_t *target = (uint32_t *)to;
    const uint32_t *source = (const uint32_t *)from;
    for (size_t i = 0; i < bytes / sizeof(uint32_t); i++)
        target[i] = source[i];
}

static void pop(struct hop_runtime *self)
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

static uint32_t stacklet_return(void)
{
    return (uint32_t)(uintptr_t)hop_stacklet_return | 1;
}

// Whoever was on the innermost stacklet has left it by a tail call, which takes its
// place: a chain of such calls does not grow.
static void replace(struct hop_runtime *self, struct hop_stacklet *stacklet)
{
    stacklet->sp = self->stacklet->sp;
    stacklet->return_address = self->stacklet->return_address;
    stacklet->previous = self->stacklet->previous;
    pop(self);
}

// The task goes on with the same registers but SP, and, in a call, LR. Returns that.
static inline uint32_t enter(struct hop_runtime *self, struct hop_stack_request *request,
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
    bool is_tail_call = !request->is_alloca && caller == stacklet_return();
    uintptr_t sp = (uintptr_t)stacklet - round_up(request->arguments);
    copy_arguments(sp, request->sp, request->arguments);
    if (!request->is_alloca)
        frame->lr = stacklet_return();
    request->frame = hop_arch_frame_move(frame, sp, request->exc_return);
    if (is_tail_call)
        replace(self, stacklet);
    self->stacklet = stacklet;
    self->limit = (uintptr_t)block + HOP_ZONES;
    return caller;
}

// What the check in front of a call asked for. False: unknown, or too much.
static inline bool read_request(const struct hop_runtime *self, unsigned number,
                         struct hop_stack_request *request)
{
    uint32_t r12 = request->frame->r12;
    switch (number) {
    case HOP_SVC_SMALL:
        request->bytes = 0;
        return true;
    case HOP_SVC_LARGE:
        request->bytes = r12 - self->limit;
        return __hop_context.limit == self->limit && request->bytes <= HOP_TLSF_SIZE_MAX;
    default:
        request->bytes = (r12 & 0xffff) * 4;
        request->arguments = (r12 >> 16) * 4;
        return (r12 & 0xffff) != 0xffff && r12 >> 16 != 0xffff;
    }
}

// A block for a call that may simply happen. One that is kept and too small stays: it is
// given back when the call returns, and its own block kept.
static void *obtain_quickly(struct hop_growth *growth, size_t size)
{
    void *spare = growth->spare;
    if (spare != NULL && hop_tlsf_usable_size(spare) >= size) {
        growth->spare = NULL;
        return spare;
    }
    return allocate(growth, size, growth->limit);
}

// The way of most calls that trap, in few steps: the request stays in registers, as its
// address is not taken.
static struct hop_exception_frame *grow_quickly(struct hop_runtime *self,
                                                struct hop_exception_frame *frame, unsigned number,
                                                uint32_t exc_return)
{
    struct hop_growth *growth = self->growth;
    struct hop_stack_request request = {
        .frame = frame, .exc_return = exc_return, .sp = hop_exception_sp(frame, exc_return)};
    if (growth->profile != NULL || !read_request(self, number, &request) ||
        hop_stack_fits(self->limit, request.sp, request.bytes, request.bytes <= HOP_ZONE_SMALL))
        return NULL;
    request.function = frame->pc;
    if (hop_hot_is_due(self) && !hop_stack_is_stressed() &&
        hop_hot_cure(self, request.bytes, request.sp)) {
        hop_limit_follow(hop_context_place_on(self->stacklet), self->limit);
        return frame;
    }
    size_t bytes = request.bytes + HOP_STACKLET_ROOM + hop_hot_extra(growth, request.function);
    void *block = obtain_quickly(growth, block_size(&request, bytes));
    if (block == NULL)
        return NULL;
    enter(self, &request, header_in(block), block);
    hop_limit_follow(HOP_STACK_GROWS | HOP_STACK_EXTENDED, (uintptr_t)block + HOP_ZONES);
    return request.frame;
}

static bool grow(struct hop_runtime *self, struct hop_stack_request *request)
{
    void *block;
    struct hop_stacklet *stacklet = find_memory(self, request, &block);
    if (stacklet == NULL)
        return false;
    uint32_t caller = enter(self, request, stacklet, block);
    if (self->growth->profile != NULL)
        hop_stack_note_depth(self, request, caller);
    return true;
}

bool hop_stack_prepare(struct hop_growth *growth, size_t bytes)
{
    const struct hop_stack_request request = {0};
    growth->spare = obtain(growth, block_size(&request, bytes + HOP_STACKLET_ROOM), growth->limit);
    return growth->spare != NULL;
}

const struct hop_growth_ops hop_growth = {
    .grow = grow,
    .grow_quickly = grow_quickly,
    .move = hop_stack_move,
    .pop = pop,
    .release_spare = hop_stack_release_spare,
    .allocate_object = hop_stack_allocate_object,
    .object_size = hop_stack_object_size,
    .release_object = hop_stack_release_object,
};
