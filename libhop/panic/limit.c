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
//
// A check reads the word, and its trap may come much later: what it has read must still
// tell the trap what it asked for (trapped.c). So only the task's own traps take the poison
// away while a kill is pending, where a region makes it wait; a context switch, a handler
// and the end of a kernel call in between put it back. Each costs the region one trap.
#include "panic/context.h"

#include "panic/isr.h"
#include "panic/optional.h"
#include "stack/stacklet.h"

extern char __hop_stack_limits[];
extern char __hop_handler_stack_base[];

// Linking with --defsym=__hop_stack_limits=0 keeps the limit at 0 for ever. The
// address is read through memory since a compiler takes it for non-null.
static char *const volatile stack_limits = __hop_stack_limits;

bool hop_limit_is_off(void)
{
    return stack_limits == NULL;
}

uintptr_t hop_limit_poison(void)
{
    return (uintptr_t)__hop_handler_stack_base;
}

// True if a kill of the current task is pending. POISON is below a handler's SP: there the
// end of a region delivers.
static bool is_killed(const struct hop_runtime *self)
{
    return hop_context()->kill_pending != 0 && !hop_isr_is_active() && self != NULL &&
           self->phase == HOP_PHASE_RUNNING;
}

// In a trap also false where a region keeps it waiting, whose end delivers it. Nobody tells where a section ends that
// masks interrupts: there the poison stays, and each check of the section traps.
static bool is_to_wait(void)
{
    return hop_context()->cleanup_depth != 0 || hop_port_protected();
}

// A limit above every task's SP: every check traps, and the trap lets the stack grow.
static bool is_stressed(const struct hop_runtime *self)
{
    return hop_stack_is_stressed() && self != NULL && self->growth != NULL;
}

// On a stacklet there is no floor: SP goes from one to another in thread mode, and
// not only upwards.
static void write_limit(const struct hop_runtime *self, uintptr_t limit, bool in_trap)
{
    uint32_t place = self != NULL ? hop_context_place(self) : 0;

    if (hop_limit_is_off())
        limit = 0;
    if (!hop_isr_is_active())
        hop_limit_set_floor(limit != 0 && (place & HOP_STACK_EXTENDED) == 0 ? limit - HOP_ZONES : 0);
    hop_context()->stack = place;
    hop_context()->limit = (uint32_t)limit;
    // A handler may set kill_pending and poison the word here.
    if (limit != 0 && ((is_killed(self) && !(in_trap && is_to_wait())) || is_stressed(self)))
        hop_context()->limit = (uint32_t)hop_limit_poison();
}

void hop_limit_write_of(const struct hop_runtime *self, uintptr_t limit)
{
    write_limit(self, limit, false);
}

void hop_limit_write(uintptr_t limit)
{
    hop_limit_write_of(hop_runtime_self(), limit);
}

void hop_limit_write_in_trap(uintptr_t limit)
{
    write_limit(hop_runtime_self(), limit, true);
}

// Not by hop_limit_write: the end of a region has little stack, and this call is the last one.
static void write_again(void)
{
    const struct hop_runtime *self = hop_port_self();
    if (self != NULL)
        hop_limit_write_of(self, self->limit);
}

// A handler's limit is never poisoned.
void hop_kill_deliver(void)
{
    if (hop_context()->kill_pending != 0 && !hop_isr_is_active())
        write_again();
}

// By the name that compiled code has for it (ABI.md 5.4).
void __hop_kill_later(void) __attribute__((alias("hop_kill_deliver")));

void hop_kill_defer_begin(void)
{
    hop_context()->cleanup_depth++;
}

// Of a task that dies all regions are over; its cleanups end those that it was in.
static void end_no_region(void)
{
    const struct hop_runtime *self = hop_runtime_self();
    if (self != NULL && self->phase == HOP_PHASE_RUNNING)
        hop_panic("a deferral region ends that has not begun");
}

// Only poisons: the code between here and the next checked call still runs, so
// a library that ends its region and then unlocks is not stopped half-way.
void hop_kill_defer_end(void)
{
    if (hop_context()->cleanup_depth == 0)
        end_no_region();
    else if (--hop_context()->cleanup_depth == 0)
        hop_kill_deliver();
}
