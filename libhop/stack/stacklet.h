// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stacklets: the parts of a growing stack other than the task's stack object.
//
//   block    | trap zone | leaf zone | small zone |        | arguments | header
//                                                limit                 top
//
// The header is at the top so that the block may grow at its low end. Calls enter
// with SP below the copied arguments and LR = hop_stacklet_return, which goes back
// to the caller's part of the stack. For an alloca nothing is copied: the
// function continues with SP here and its frame where it was.
#pragma once

#include "hop/stack.h"
#include "unwind/ehabi_ops.h"

struct hop_exception_frame;

struct hop_stacklet {
    struct hop_stacklet *previous; // NULL: the stack object
    void *block;                   // of the heap; its lowest address
    uintptr_t sp;                  // of the caller, at the call
    uintptr_t return_address;      // of the call; 0: an alloca
    uintptr_t function;            // that asked for it
    uint32_t crossings;            // from here to another, since the last cure
};

_Static_assert(sizeof(struct hop_stacklet) <= 6 * sizeof(void *), "32 bytes of overhead with the heap's");

// Functions whose stacklets are made larger: {0, 0} where unused.
struct hop_hot_function {
    uintptr_t function;
    size_t extra;
};

enum { HOP_HOT_FUNCTIONS = 3 };

// At the top of the stack object of a task that grows.
struct hop_growth {
    const struct hop_growth_ops *ops;
    void *spare;        // a block that was left, for the next stacklet
    void *object_block; // the stack object, if it is the heap's
    size_t held;
    size_t limit;
    size_t high_water;
    uint32_t extensions;
    uint32_t crossings; // as in struct hop_stacklet, for the stack object
    struct hop_stack_profile *profile; // NULL: none
    uint32_t is_stressed;              // hop_stack_is_stressed()
    struct hop_hot_function hot[HOP_HOT_FUNCTIONS];
};

_Static_assert(sizeof(struct hop_growth) <= HOP_GROWTH_SIZE / 4 * sizeof(void *), "hop/stack.h says so");

static inline void hop_stack_count(struct hop_growth *growth, size_t more)
{
    growth->held += more;
    if (growth->held > growth->high_water)
        growth->high_water = growth->held;
}

// A call or an alloca that does not fit.
struct hop_stack_request {
    struct hop_exception_frame *frame; // moved to the stacklet
    uint32_t exc_return;
    const uint32_t *saved; // r4-r7 of the task, NULL: not known
    uintptr_t sp;
    uintptr_t function;
    size_t bytes;
    size_t arguments; // bytes at sp
    bool is_alloca;
    const char *refused; // out: why not
    bool beyond_limit; // it has to happen: HOP_GROWTH_RESERVE more than the limit
};

// What cleanups and deferral regions may take beyond a task's limit.
enum { HOP_GROWTH_RESERVE = 1024 };

// Growing stacks are called through this table, so that only programs that have some
// link the code and the heap. Context: trap handler, unless stated otherwise.
struct hop_growth_ops {
    // Makes the request fit. False: nothing done.
    bool (*grow)(struct hop_runtime *self, struct hop_stack_request *request);
    // hop_stack_trap, which SVC_Handler calls by its name: here so that it is linked.
    struct hop_exception_frame *(*trap)(struct hop_exception_frame *frame, unsigned number,
                                        uint32_t exc_return, const uint32_t *saved);
    // Carries out one of the traps HOP_SVC_PREPARE to HOP_SVC_RETURN. Returns where the
    // frame is then; self->limit is that of where it is.
    struct hop_exception_frame *(*move)(struct hop_runtime *self,
                                        struct hop_exception_frame *frame, unsigned number,
                                        uint32_t exc_return);
    // Leaves the innermost stacklet, whose block is given back or kept. The caller
    // is not on it, and sets the limit. Context: trap handler, or unwinding.
    void (*pop)(struct hop_runtime *self);
    // Gives back what is kept. Context: any in which the heap's lock is free.
    void (*release_spare)(struct hop_growth *growth);
    // The stack object, if it is to be the heap's: NULL where there is no memory. Context:
    // as above.
    void *(*allocate_object)(size_t size);
    size_t (*object_size)(const void *block);
    void (*release_object)(struct hop_growth *growth);
};

// Linking with --defsym=__hop_stress_growth=1: every checked call of every task
// takes a stacklet, if there is memory.
extern char __hop_stress_growth[] __attribute__((weak));
extern char *const volatile hop_stress_growth;

static inline bool hop_stack_is_stressed(void)
{
    return hop_stress_growth != NULL;
}

static inline uintptr_t hop_stacklet_limit(const struct hop_stacklet *stacklet)
{
    return (uintptr_t)stacklet->block + HOP_ZONES;
}

static inline bool hop_stacklet_contains(const struct hop_stacklet *stacklet, uintptr_t sp)
{
    return sp > (uintptr_t)stacklet->block && sp <= (uintptr_t)stacklet;
}

// Whether `bytes` are there. A small frame is checked by SP alone and may reach into the
// small zone.
static inline bool hop_stack_fits(uintptr_t limit, uintptr_t sp, size_t bytes, bool is_small)
{
    return sp >= limit && (is_small || sp - limit >= bytes);
}

// A stacklet in the reserve of the stack object: there was no memory.
static inline uintptr_t hop_stack_emergency_block(const struct hop_runtime *self)
{
    return self->base + HOP_UNWIND_STATE_SIZE;
}

static inline bool hop_stacklet_is_emergency(const struct hop_runtime *self,
                                             const struct hop_stacklet *stacklet)
{
    return (uintptr_t)stacklet->block == hop_stack_emergency_block(self);
}

// The innermost stacklet that sp is in, NULL: it is in the stack object.
const struct hop_stacklet *hop_stacklet_around(const struct hop_runtime *self, uintptr_t sp);

// The end of the part of the stack around sp, 0 if it is in none.
uintptr_t hop_stack_end(const struct hop_runtime *self, uintptr_t sp);

// Where the stack object was left for the first stacklet; below it is free memory.
// self->stacklet is not NULL.
uintptr_t hop_stack_object_sp(const struct hop_runtime *self);

// Leaves all stacklets. The caller is on none.
void hop_stack_drop(struct hop_runtime *self);

// Leaves those that SP = sp, where the task is to go on, is not in; alloca_only: stops
// at one that a call made. The caller is on none.
void hop_stack_settle(struct hop_runtime *self, uintptr_t sp, bool alloca_only);

// Where calls on a stacklet return to, in code of arch.
extern char hop_stacklet_return[];

// The part around sp, for a step of the unwinder.
enum hop_unwind_status hop_stack_view_around(struct hop_stack_view *view, uint32_t sp);

// The same; *view is {0}, or that of a step before.
static inline enum hop_unwind_status hop_stack_view(struct hop_stack_view *view, uint32_t sp)
{
    if (sp - view->image.address < view->image.size)
        return HOP_UNWIND_OK;
    return hop_stack_view_around(view, sp);
}

// If a frame has returned to the part of the stack below `stacklet`, makes *registers
// those of the caller there. For walks from the innermost stacklet on, which then go
// on with stacklet->previous.
bool hop_stacklet_was_left(const struct hop_stacklet *stacklet, struct hop_registers *registers);
