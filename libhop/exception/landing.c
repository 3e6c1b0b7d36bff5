// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Landing pads of exceptions: from where one is entered until it ends, and what must not
// be passed meanwhile.
//
// A cleanup may throw and catch exceptions of its own. One that would leave it
// terminates (C++ [except.throw] 3), which is found without code at the place:
// the search must not pass the frame in which a landing pad is at work.
#include "exception/exception.h"

#include "hop/port.h"
#include "panic/dying.h"
#include "panic/isr.h"
#include "stack/stacklet.h"

void _Unwind_Complete(struct hop_exception *exception);
void _Unwind_DeleteException(struct hop_exception *exception);

// A program has those of the kinds of exceptions that it begins.
#pragma weak hop_exception_unwind
#pragma weak hop_exception_force

static uintptr_t barrier_sp(const struct hop_runtime *self)
{
    const struct hop_exception *landed = self->landed;
    if (landed != NULL)
        return landed->unwinder.landing_sp;
    if (self->phase == HOP_PHASE_UNWINDING)
        return ((struct hop_unwind_state *)self->base)->registers.core[HOP_CORE_SP];
    return UINTPTR_MAX;
}

struct hop_exception_barrier hop_exception_barrier(void)
{
    const struct hop_runtime *self = hop_runtime_self();
    uintptr_t sp = barrier_sp(self);
    return (struct hop_exception_barrier){sp, hop_stacklet_around(self, sp)};
}

bool hop_exception_is_beyond(const struct hop_exception_context *context,
                             const struct hop_exception_barrier *barrier)
{
    const struct hop_stacklet *part = context->stacklet;
    if (part == barrier->part)
        return context->registers.core[HOP_CORE_SP] > barrier->sp;
    while (part != NULL && part != barrier->part)
        part = part->previous;
    return part != barrier->part;
}

bool hop_exception_can_begin(uint32_t sp)
{
    const struct hop_runtime *self = hop_runtime_self();
    return self != NULL && hop_stack_end(self, sp) != 0;
}

HOP_NORETURN void hop_exception_enter_pad(struct hop_exception *exception,
                                          struct hop_exception_context *context)
{
    struct hop_runtime *self = hop_runtime_self();
    exception->unwinder.outer = self->landed;
    exception->unwinder.landing_sp = context->registers.core[HOP_CORE_SP];
    self->landed = exception;
    hop_exception_land(context);
}

static void forget_landing(struct hop_runtime *self, struct hop_exception *exception)
{
    self->landed = exception->unwinder.outer;
    exception->unwinder.outer = NULL;
}

HOP_NORETURN void hop_exception_resume(struct hop_exception *exception,
                                       struct hop_exception_context *context)
{
    bool is_forced = exception->unwinder.stop != NULL;
    forget_landing(hop_runtime_self(), exception);
    hop_exception_begin(context);
    // This frame's cleanups are done: on with its caller. What is forced may have ended those of a
    // noexcept function that was inlined here (__hop_terminate).
    hop_unwind_code code = hop_exception_look(context);
    if (code == HOP_URC_OK)
        code = is_forced ? hop_exception_clean_up(exception, context)
                         : hop_exception_step(context);
    if (code == HOP_URC_INSTALL_CONTEXT)
        hop_exception_enter_pad(exception, context);
    if (code != HOP_URC_CONTINUE_UNWIND)
        hop_panic("exception: damaged stack or unwind tables");
    if (is_forced)
        hop_exception_force(exception, context);
    hop_exception_unwind(exception, context);
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
