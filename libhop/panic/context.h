// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context words that compiled code reads (ABI.md section 1), as C sees them.
#pragma once

#include "arch/arm-m/context_words.h"
#include "arch/arm-m/features.h"
#include "hop/port.h"
#include "panic/optional.h"
#include "stack/stacklet.h"

struct hop_context {
    // Cache of runtime->limit, or POISON. hop_limit_write stores here, and
    // hop_limit_follow; longjmp poisons, the entry of a fault in a handler clears.
    uint32_t limit;
    // Guarded by LIFO nesting: a handler leaves it as it found it.
    uint32_t cleanup_depth;
    // Any context sets it; only the owner task and its traps clear it.
    uint32_t kill_pending;
    // HOP_STACK_*: where SP is. Stored along with the limit.
    uint32_t stack;
};

_Static_assert(sizeof(struct hop_context) == HOP_CONTEXT_SIZE, "four words");
_Static_assert(offsetof(struct hop_context, cleanup_depth) ==
                   HOP_CONTEXT_CLEANUP_DEPTH, "compiled code counts here");
_Static_assert(offsetof(struct hop_context, kill_pending) ==
                   HOP_CONTEXT_KILL_PENDING, "compiled code tests this");
_Static_assert(offsetof(struct hop_context, stack) == HOP_CONTEXT_STACK, "stacklet.S");

// Placed at HOP_CONTEXT_ADDRESS by the linker script.
extern volatile struct hop_context __hop_context;

// The same for the rest of libhop, in shorter code.
static inline volatile struct hop_context *hop_context(void)
{
#if defined(__arm__)
    return (volatile struct hop_context *)hop_arch_context_words();
#else
    return &__hop_context;
#endif
}

// The poisoned limit: the lowest address of the main stack. It is above every
// task's SP and at or below every handler's, so only tasks trip over it.
uintptr_t hop_limit_poison(void);

// The lowest SP of the current task at which an exception may still store its
// frame, for processors that can watch it; 0: none. Context: trap handler and task.
void hop_limit_set_floor(uintptr_t floor);

// True where the limit is 0 for ever.
bool hop_limit_is_off(void);

// HOP_STACK_* of a task that grows, on that stacklet.
static inline uint32_t hop_context_place_on(const struct hop_stacklet *stacklet)
{
    if (stacklet == NULL)
        return HOP_STACK_GROWS;
    return HOP_STACK_GROWS | HOP_STACK_EXTENDED |
           (stacklet->return_address == 0 ? HOP_STACK_MOVED : 0);
}

static inline uint32_t hop_context_place(const struct hop_runtime *self)
{
    return self->growth != NULL ? hop_context_place_on(self->stacklet) : 0;
}

// hop_limit_write() of the running context, whose runtime the caller knows.
void hop_limit_write_of(const struct hop_runtime *self, uintptr_t limit);

// The same without the poison where a region makes the kill wait. Context: a trap of the
// current task.
void hop_limit_write_in_trap(uintptr_t limit);

// What hop_limit_write(limit) does where no kill is pending, on stacks that grow;
// `place` is the task's. A kill that comes meanwhile poisons the word, or is seen here.
// Context: task, and its traps.
static inline void hop_limit_follow(const struct hop_growth *growth, uint32_t place, uintptr_t limit)
{
#if HOP_ARCH_HAVE_STACK_LIMITS
    hop_limit_set_floor((place & HOP_STACK_EXTENDED) == 0 ? limit - HOP_ZONES : 0);
#endif
    hop_context()->stack = place;
    hop_context()->limit = (uint32_t)limit;
    if (hop_context()->kill_pending != 0 || growth->is_stressed != 0)
        hop_limit_write(limit);
}

// Where a stack ends the task object may begin: who writes beyond the one begins by overwriting the other. The fault
// handler, which may not fault, looks at this before it uses any of it. To be stored with each change of base and name.
uint16_t hop_runtime_seal(const struct hop_runtime *runtime);

static inline bool hop_runtime_is_whole(const struct hop_runtime *runtime)
{
    return runtime->seal == hop_runtime_seal(runtime);
}

// A context that has not run yet: nothing pending, no region, no exception. Keeps
// its place and its panic record.
void hop_runtime_renew(struct hop_runtime *runtime, uintptr_t limit);

// The limit of a stack object with that many bytes at its end.
static inline uintptr_t hop_limit_above(const struct hop_runtime *runtime, size_t bytes)
{
    return runtime->base + bytes + HOP_ZONES;
}

// With its reserve given out or intact.
static inline uintptr_t hop_limit_lowered(const struct hop_runtime *runtime)
{
    return hop_limit_above(runtime, HOP_UNWIND_STATE_SIZE + hop_optional_switch_bytes());
}

static inline uintptr_t hop_limit_full(const struct hop_runtime *runtime)
{
    return hop_limit_above(runtime, HOP_RESERVE_DEFAULT + hop_optional_switch_bytes());
}

// The true limit on that stacklet, NULL: in the stack object.
static inline uintptr_t hop_stack_limit_on(const struct hop_runtime *self,
                                           const struct hop_stacklet *stacklet)
{
    if (stacklet != NULL)
        return hop_stacklet_limit(stacklet);
    return self->lowered ? hop_limit_lowered(self) : hop_limit_full(self);
}

// The same of a stack that grows: no kernel has those whose switch stores registers there.
static inline uintptr_t hop_growth_limit_on(const struct hop_runtime *self,
                                            const struct hop_stacklet *stacklet)
{
    if (stacklet != NULL)
        return hop_stacklet_limit(stacklet);
    return hop_limit_above(self, self->lowered ? HOP_UNWIND_STATE_SIZE : HOP_RESERVE_DEFAULT);
}

static inline uintptr_t hop_stack_limit(const struct hop_runtime *self)
{
    return hop_stack_limit_on(self, self->stacklet);
}

// The two halves of hop_runtime_switch. Context: the switching handler: no handler that
// may fail is active.
static inline void hop_context_save(struct hop_runtime *from)
{
    from->cleanup_depth = hop_context()->cleanup_depth;
    from->kill_pending = hop_context()->kill_pending;
}

// The stack floor of a task in its stack object; none in the unwinder, which has no limit.
static inline uintptr_t hop_limit_floor(uintptr_t limit)
{
    return limit != 0 ? limit - HOP_ZONES : 0;
}

// False: nothing is special about the task, the stack floor is left to the caller.
static inline bool hop_context_load(struct hop_runtime *to)
{
    uint32_t kill_pending = to->kill_pending;
    hop_context()->cleanup_depth = to->cleanup_depth;
    hop_context()->kill_pending = kill_pending;
    if (kill_pending != 0 || to->special) {
        hop_limit_write(to->limit);
        return true;
    }
    hop_context()->stack = 0;
    hop_context()->limit = (uint32_t)to->limit;
    return false;
}
