// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime's part of a task's life: creation, restart, context switch.
#include "hop/runtime.h"

#include "hop/port.h"
#include "mem/owned.h"
#include "panic/context.h"
#include "panic/isr.h"
#include "stack/stacklet.h"

uint16_t hop_runtime_seal(const struct hop_runtime *runtime)
{
    uint32_t sum = (uint32_t)runtime->base + 3 * (uint32_t)(uintptr_t)runtime->name + 0x9e3779b9;
    return (uint16_t)(sum ^ sum >> 16);
}

// No exception survives the end of its task.
static void forget_exceptions(struct hop_runtime *runtime)
{
    runtime->landed = NULL;
    runtime->cxx_globals.caught = NULL;
    runtime->cxx_globals.uncaught_count = 0;
    runtime->cxx_globals.propagating = NULL;
}

void hop_runtime_renew(struct hop_runtime *runtime, uintptr_t limit)
{
    runtime->limit = limit;
    runtime->lowered = false;
    runtime->phase = HOP_PHASE_RUNNING;
    runtime->needs_memory = false;
    runtime->reclaims = false;
    runtime->cleanup_depth = 0;
    runtime->kill_pending = 0;
    runtime->kill_reason = NULL;
    forget_exceptions(runtime);
}

void hop_runtime_init(struct hop_runtime *runtime, void *stack, size_t size,
                      const char *name)
{
    uintptr_t start = (uintptr_t)stack;
    runtime->base = (start + 7) & ~(uintptr_t)7;
    runtime->top = (start + size) & ~(uintptr_t)7;
    runtime->name = name;
    runtime->seal = hop_runtime_seal(runtime);
    runtime->panicked = false;
    runtime->growth = NULL;
    runtime->stacklet = NULL;
    runtime->owned = NULL;
    runtime->special = hop_limit_is_off();
    if (runtime->special)
        hop_isr_switch_limits_off();
    hop_runtime_renew(runtime, hop_limit_full(runtime));
}

void hop_runtime_let_grow(struct hop_runtime *runtime, const struct hop_growth_ops *ops,
                          void *object_block, size_t limit,
                          struct hop_stack_profile *profile)
{
    struct hop_growth *growth = (struct hop_growth *)(runtime->top - HOP_GROWTH_SIZE);
    size_t size = object_block != NULL ? ops->object_size(object_block)
                                       : runtime->top - runtime->base;
    *growth = (struct hop_growth){
        .ops = ops,
        .object_block = object_block,
        .held = size,
        .high_water = size,
        .limit = limit != 0 && profile == NULL ? limit : SIZE_MAX,
        .profile = profile,
        .is_stressed = hop_stack_is_stressed(),
    };
    runtime->top = (uintptr_t)growth;
    runtime->growth = growth;
    runtime->special = true;
}

void hop_runtime_park(struct hop_runtime *runtime)
{
    if (runtime->growth != NULL && runtime->growth->spare != NULL)
        runtime->growth->ops->release_spare(runtime->growth);
}

void hop_runtime_end(struct hop_runtime *runtime)
{
    if (runtime->growth == NULL)
        return;
    struct hop_growth *growth = runtime->growth;
    hop_stack_drop(runtime);
    hop_runtime_park(runtime);
    runtime->growth = NULL; // it may be part of what goes now
    growth->ops->release_object(growth);
}

void hop_runtime_disown(struct hop_runtime *runtime)
{
    runtime->phase = HOP_PHASE_ENDING;
    if (hop_owned_release)
        hop_owned_release(runtime, NULL);
}

void hop_runtime_reset(struct hop_runtime *runtime)
{
    hop_stack_drop(runtime);
    hop_runtime_renew(runtime, hop_limit_full(runtime));
    if (runtime != hop_port_self())
        return;
    hop_context()->cleanup_depth = 0;
    hop_context()->kill_pending = 0;
    hop_limit_write(runtime->limit);
}

void hop_runtime_kill(struct hop_runtime *runtime, const char *reason)
{
    if (runtime->phase != HOP_PHASE_RUNNING)
        return;
    if (runtime->kill_reason == NULL)
        runtime->kill_reason = reason;
    if (runtime == hop_port_self())
        hop_context()->kill_pending = 1;
    else
        runtime->kill_pending = 1;
}

void hop_runtime_switch(struct hop_runtime *from, struct hop_runtime *to)
{
    if (from != NULL)
        hop_context_save(from);
    if (!hop_context_load(to))
        hop_limit_set_floor(hop_limit_floor(to->limit));
}
