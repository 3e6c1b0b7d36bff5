// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taking a stacklet in few steps: what most calls that trap need, and a loop that crosses
// in each round. What is out of the ordinary is left to hop_trap.
//
// The code is there twice, for calls with arguments on the stack and without: without, it needs fewer
// registers, and 40 instructions less. The request stays in registers, as its address is not taken.
#include "panic/context.h"
#include "panic/trap.h"
#include "stack/enter.h"
#include "stack/hot.h"

#define ALWAYS_INLINE __attribute__((always_inline)) static inline

ALWAYS_INLINE bool is_ordinary(const struct hop_runtime *self)
{
    return hop_context()->kill_pending == 0 && self->phase == HOP_PHASE_RUNNING &&
           self->growth->profile == NULL;
}

// What the check in front of a call asked for. False: unknown, too much, or there.
ALWAYS_INLINE bool read_request(const struct hop_runtime *self, unsigned number,
                                struct hop_stack_request *request)
{
    uintptr_t least = self->limit;
    if (number == HOP_SVC_LARGE) {
        least = request->frame->r12;
        request->bytes = least - self->limit;
        if (hop_context()->limit != self->limit || request->bytes > HOP_TLSF_SIZE_MAX)
            return false;
    }
    return request->sp < least;
}

ALWAYS_INLINE bool read_request_with_arguments(const struct hop_runtime *self,
                                               struct hop_stack_request *request)
{
    uint32_t r12 = request->frame->r12;
    request->bytes = (r12 & 0xffff) * 4;
    request->arguments = (r12 >> 16) * 4;
    return (r12 & 0xffff) != 0xffff && r12 >> 16 != 0xffff &&
           !hop_stack_fits(self->limit, request->sp, request->bytes, request->bytes <= HOP_ZONE_SMALL);
}

// A block for a call that may simply happen. One that is kept and too small stays: it is
// given back when the call returns, and its own block kept.
ALWAYS_INLINE void *obtain(struct hop_growth *growth, size_t size)
{
    void *spare = growth->spare;
    if (spare == NULL || hop_tlsf_usable_size(spare) < size)
        return hop_stack_allocate(growth, size, growth->limit);
    growth->spare = NULL;
    return spare;
}

// Where the frame is then, NULL: nothing done.
ALWAYS_INLINE struct hop_exception_frame *grow(struct hop_runtime *self, unsigned number,
                                               struct hop_stack_request request)
{
    struct hop_growth *growth = self->growth;
    if (number == HOP_SVC_STACK_ARGUMENTS ? !read_request_with_arguments(self, &request)
                                          : !read_request(self, number, &request))
        return NULL;
    request.function = request.frame->pc;
    if (hop_hot_is_due(self) && !growth->is_stressed &&
        hop_hot_cure(self, request.bytes, request.sp)) {
        hop_limit_follow(growth, hop_context_place_on(self->stacklet), self->limit);
        return request.frame;
    }
    size_t bytes = request.bytes + HOP_STACKLET_ROOM + hop_hot_extra(growth, request.function);
    void *block = obtain(growth, hop_stack_block_size(&request, bytes));
    if (block == NULL)
        return NULL;
    hop_stack_enter(self, &request, hop_stack_header_in(block), block);
    hop_limit_follow(growth, HOP_STACK_GROWS | HOP_STACK_EXTENDED, (uintptr_t)block + HOP_ZONES);
    return request.frame;
}

ALWAYS_INLINE struct hop_stack_request request_of(struct hop_exception_frame *frame, uint32_t exc_return)
{
    return (struct hop_stack_request){
        .frame = frame, .exc_return = exc_return, .sp = hop_exception_sp(frame, exc_return)};
}

__attribute__((noinline)) static struct hop_exception_frame *
trap_otherwise(struct hop_exception_frame *frame, unsigned number, uint32_t exc_return,
               const uint32_t *saved)
{
    struct hop_runtime *self = hop_port_self();
    struct hop_exception_frame *moved = NULL;
    if (number == HOP_SVC_STACK_ARGUMENTS && is_ordinary(self))
        moved = grow(self, HOP_SVC_STACK_ARGUMENTS, request_of(frame, exc_return));
    return moved != NULL ? moved : hop_trap(frame, number, exc_return, saved);
}

struct hop_exception_frame *hop_stack_trap(struct hop_exception_frame *frame, unsigned number,
                                           uint32_t exc_return, const uint32_t *saved)
{
    if (hop_trap_is_called(number))
        number = hop_trap_of_called(&frame, number, exc_return);
    struct hop_runtime *self = hop_port_self();
    struct hop_exception_frame *moved = NULL;
    if ((number == HOP_SVC_SMALL || number == HOP_SVC_LARGE) && is_ordinary(self))
        moved = grow(self, number, request_of(frame, exc_return));
    return moved != NULL ? moved : trap_otherwise(frame, number, exc_return, saved);
}
