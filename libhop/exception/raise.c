// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The two phases of an exception (EHABI 8): search for a handler, then run the
// cleanups on the way to it.
//
// A cleanup may throw and catch exceptions of its own. One that would leave it
// terminates (C++ [except.throw] 3), which is found without code at the place:
// the search must not pass the frame in which a landing pad is at work.
#include "exception/exception.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "panic/isr.h"
#include "panic/context.h"
#include "panic/dying.h"
#include "stack/stacklet.h"

hop_unwind_code _Unwind_RaiseException(struct hop_exception *exception);
void _Unwind_Complete(struct hop_exception *exception);
void _Unwind_DeleteException(struct hop_exception *exception);

// The SP of the innermost landing pad at work, of an exception or of a kill.
static uintptr_t barrier(const struct hop_runtime *self)
{
    const struct hop_exception *landed = self->landed;
    if (landed != NULL)
        return landed->unwinder.landing_sp;
    if (self->phase == HOP_PHASE_UNWINDING)
        return ((struct hop_unwind_state *)self->base)->registers.core[HOP_CORE_SP];
    return UINTPTR_MAX;
}

// Whether the frame that is looked at is further out than the SP `end`.
static bool is_beyond(const struct hop_exception_context *context, uintptr_t end,
                      const struct hop_stacklet *end_part)
{
    const struct hop_stacklet *part = context->stacklet;
    if (part == end_part)
        return context->registers.core[HOP_CORE_SP] > end;
    while (part != NULL && part != end_part)
        part = part->previous;
    return part != end_part;
}

static hop_unwind_code search(struct hop_exception *exception,
                              struct hop_exception_context *context)
{
    const struct hop_runtime *self = hop_runtime_self();
    uintptr_t end = barrier(self);
    const struct hop_stacklet *end_part = hop_stacklet_around(self, end);
    hop_unwind_code code;
    do {
        code = hop_exception_look(context);
        if (code == HOP_URC_OK && is_beyond(context, end, end_part))
            code = HOP_URC_FAILURE;
        if (code == HOP_URC_OK)
            code = hop_exception_ask(HOP_US_VIRTUAL_UNWIND_FRAME, exception, context);
    } while (code == HOP_URC_CONTINUE_UNWIND);
    return code;
}

static HOP_NORETURN void land(struct hop_exception *exception,
                              struct hop_exception_context *context)
{
    struct hop_runtime *self = hop_runtime_self();
    exception->unwinder.outer = self->landed;
    exception->unwinder.landing_sp = context->registers.core[HOP_CORE_SP];
    self->landed = exception;
    hop_exception_land(context);
}

// The search has passed the same frames, so what fails here is damaged memory.
static HOP_NORETURN void unwind(struct hop_exception *exception,
                                struct hop_exception_context *context)
{
    hop_unwind_code code;
    do {
        code = hop_exception_look(context);
        if (code == HOP_URC_OK)
            code = hop_exception_ask(HOP_US_UNWIND_FRAME_STARTING, exception, context);
    } while (code == HOP_URC_CONTINUE_UNWIND);
    if (code != HOP_URC_INSTALL_CONTEXT)
        hop_panic("exception: damaged stack or unwind tables");
    land(exception, context);
}

// Exceptions are for tasks. Outside the task's stack is a handler.
static bool can_raise(const struct hop_runtime *self, uint32_t sp)
{
    return self != NULL && hop_stack_end(self, sp) != 0;
}

static bool is_protected(const struct hop_runtime *self)
{
    return __hop_context.cleanup_depth != 0 || self->phase != HOP_PHASE_RUNNING ||
           hop_runtime_protected();
}

uint32_t hop_exception_admit(struct hop_exception *exception, uint32_t sp)
{
    const struct hop_runtime *self = hop_runtime_self();
    if (!can_raise(self, sp) || self->limit == 0 || __hop_context.limit == 0)
        return 0;
    uint32_t bound = (uint32_t)self->limit + HOP_EXCEPTION_DEPTH;
    bool fits = sp >= self->limit && sp >= bound;
    // A fixed stack goes into the reserve if need be.
    if (is_protected(self))
        return fits || self->growth == NULL ? 0 : bound;
    if (fits && __hop_context.kill_pending == 0)
        return 0;
    if (self->growth != NULL && __hop_context.kill_pending == 0 &&
        hop_arch_stack_prepare(HOP_EXCEPTION_DEPTH))
        return bound;
    hop_kill_defer_begin();
    _Unwind_DeleteException(exception);
    hop_kill_defer_end();
    return bound;
}

hop_unwind_code hop_exception_raise(struct hop_exception *exception,
                                    struct hop_exception_context *context)
{
    if (!can_raise(hop_runtime_self(), context->registers.core[HOP_CORE_SP]))
        return HOP_URC_FAILURE;
    context->tables = hop_dying_tables();
    context->stacklet = hop_runtime_self()->stacklet;
    const struct hop_registers at_throw = context->registers;

    hop_kill_defer_begin();
    hop_unwind_code code = search(exception, context);
    if (code == HOP_URC_HANDLER_FOUND) {
        context->registers = at_throw;
        context->stacklet = hop_runtime_self()->stacklet;
        unwind(exception, context);
    }
    hop_kill_defer_end();
    context->registers = at_throw;
    return code;
}

static void forget_landing(struct hop_runtime *self, struct hop_exception *exception)
{
    self->landed = exception->unwinder.outer;
    exception->unwinder.outer = NULL;
}

HOP_NORETURN void hop_exception_resume(struct hop_exception *exception,
                                       struct hop_exception_context *context)
{
    forget_landing(hop_runtime_self(), exception);
    context->tables = hop_dying_tables();
    context->stacklet = hop_runtime_self()->stacklet;
    // This frame's cleanups are done: on with its caller.
    if (hop_exception_look(context) != HOP_URC_OK ||
        hop_exception_step(context) != HOP_URC_CONTINUE_UNWIND)
        hop_panic("exception: damaged stack or unwind tables");
    unwind(exception, context);
}

// Called by the C++ library where a handler begins: the exception has an owner.
void _Unwind_Complete(struct hop_exception *exception)
{
    struct hop_runtime *self = hop_runtime_self();
    if (self == NULL || self->landed != exception)
        return;
    forget_landing(self, exception);
    hop_kill_defer_end();
}

void _Unwind_DeleteException(struct hop_exception *exception)
{
    if (exception->cleanup != NULL)
        exception->cleanup(HOP_URC_FOREIGN_EXCEPTION_CAUGHT, exception);
}
