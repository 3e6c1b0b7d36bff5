// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The live limit and pending kills.
//
// The truth is runtime->limit and kill_pending; the live word is a cache. A
// kill is delivered by poisoning it: the next checked call outside a protected
// region traps, and the trap diverts. The writer stores the limit first and
// tests kill_pending afterwards, so a kill set in between by a handler, which
// poisons the word itself, is not lost; a context switch in between writes the
// word again from runtime->limit and finds the flag.
#include "panic/context.h"

#include "hop/port.h"
#include "panic/isr.h"

extern char __hop_stack_limits[];
extern char __hop_handler_stack_base[];

// Linking with --defsym=__hop_stack_limits=0 keeps the limit at 0 for ever. The
// address is read through memory since a compiler takes it for non-null.
static char *const volatile stack_limits = __hop_stack_limits;

enum { ZONES = HOP_ZONE_SMALL + HOP_ZONE_LEAF + HOP_ZONE_TRAP };

uintptr_t hop_limit_poison(void)
{
    return (uintptr_t)__hop_handler_stack_base;
}

uintptr_t hop_limit_lowered(const struct hop_runtime *runtime)
{
    return runtime->base + HOP_UNWIND_STATE_SIZE + ZONES;
}

uintptr_t hop_limit_full(const struct hop_runtime *runtime)
{
    return hop_limit_lowered(runtime) + HOP_RESERVE_DEFAULT - HOP_UNWIND_STATE_SIZE;
}

// True if a pending kill may divert the current task at its next checked call.
static bool is_deliverable(void)
{
    if (__hop_context.kill_pending == 0 || __hop_context.cleanup_depth != 0)
        return false;
    // POISON is below a handler's SP: the end of its region delivers.
    if (hop_isr_current != NULL)
        return false;
    const struct hop_runtime *self = hop_runtime_self();
    return self != NULL && self->phase == HOP_PHASE_RUNNING && !hop_runtime_protected();
}

void hop_limit_write(uintptr_t limit)
{
    if (stack_limits == NULL)
        limit = 0;
    if (hop_isr_current == NULL)
        hop_port_stack_floor(limit != 0 ? limit - ZONES : 0);
    __hop_context.limit = (uint32_t)limit;
    // A handler may set kill_pending and poison the word here.
    if (limit != 0 && is_deliverable())
        __hop_context.limit = (uint32_t)hop_limit_poison();
}

void hop_kill_deliver(void)
{
    if (__hop_context.kill_pending == 0)
        return;
    struct hop_runtime *self = hop_runtime_self();
    if (self != NULL)
        hop_limit_write(self->limit);
}

void hop_kill_defer_begin(void)
{
    __hop_context.cleanup_depth++;
}

// Only poisons: the code between here and the next checked call still runs, so
// a library that ends its region and then unlocks is not stopped half-way.
void hop_kill_defer_end(void)
{
    if (--__hop_context.cleanup_depth == 0)
        hop_kill_deliver();
}
