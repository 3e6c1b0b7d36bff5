// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The two phases of an exception (EHABI 8): search for a handler, then run the
// cleanups on the way to it.
#include "exception/exception.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "panic/context.h"
#include "panic/isr.h"

hop_unwind_code _Unwind_RaiseException(struct hop_exception *exception);
void _Unwind_DeleteException(struct hop_exception *exception);

static hop_unwind_code search(struct hop_exception *exception,
                              struct hop_exception_context *context)
{
    const struct hop_exception_barrier barrier = hop_exception_barrier();
    hop_unwind_code code;
    do {
        code = hop_exception_look(context);
        if (code == HOP_URC_OK && hop_exception_is_beyond(context, &barrier))
            code = HOP_URC_FAILURE;
        if (code == HOP_URC_OK)
            code = hop_exception_ask(HOP_US_VIRTUAL_UNWIND_FRAME, exception, context);
    } while (code == HOP_URC_CONTINUE_UNWIND);
    return code;
}

// The search has passed the same frames, so what fails here is damaged memory.
HOP_NORETURN void hop_exception_unwind(struct hop_exception *exception,
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
    hop_exception_enter_pad(exception, context);
}

static bool is_protected(const struct hop_runtime *self)
{
    return hop_context()->cleanup_depth != 0 || self->phase != HOP_PHASE_RUNNING ||
           hop_runtime_protected();
}

uint32_t hop_exception_admit(struct hop_exception *exception, uint32_t sp)
{
    const struct hop_runtime *self = hop_runtime_self();
    if (!hop_exception_can_begin(sp) || self->limit == 0 || hop_context()->limit == 0)
        return 0;
    uint32_t bound = (uint32_t)self->limit + HOP_EXCEPTION_DEPTH;
    bool fits = sp >= self->limit && sp >= bound;
    // A fixed stack goes into the reserve if need be.
    if (is_protected(self))
        return fits || self->growth == NULL ? 0 : bound;
    if (fits && hop_context()->kill_pending == 0)
        return 0;
    if (self->growth != NULL && hop_context()->kill_pending == 0 &&
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
    if (!hop_exception_can_begin(context->registers.core[HOP_CORE_SP]))
        return HOP_URC_FAILURE;
    hop_exception_begin(context);
    exception->unwinder.stop = NULL;
    const struct hop_registers at_throw = context->registers;

    hop_kill_defer_begin();
    hop_unwind_code code = search(exception, context);
    if (code == HOP_URC_HANDLER_FOUND) {
        context->registers = at_throw;
        hop_exception_begin(context);
        hop_exception_unwind(exception, context);
    }
    hop_kill_defer_end();
    context->registers = at_throw;
    return code;
}
