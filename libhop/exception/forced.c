// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Forced unwinding: frame after frame is left through its cleanups, until a stop function
// goes somewhere else, by longjmp for example (Itanium C++ ABI, exception handling, 1.6.1). As
// for a kill, nothing catches it and nothing that is noexcept stops it: no personality
// routine is asked.
//
// The task is in a deferral region all the while; longjmp leaves it.
#include "exception/exception.h"

#include "hop/port.h"

hop_unwind_code _Unwind_ForcedUnwind(struct hop_exception *exception, hop_unwind_stop *stop,
                                     void *argument);

static hop_unwind_code ask_stop(struct hop_exception *exception,
                                struct hop_exception_context *context, int more_actions)
{
    uint64_t class;
    __builtin_memcpy(&class, exception->exception_class, sizeof class);
    return exception->unwinder.stop(1, HOP_UA_FORCE_UNWIND | HOP_UA_CLEANUP_PHASE | more_actions,
                                    class, exception, context,
                                    exception->unwinder.stop_argument);
}

// To the next landing pad. Returns where there is none, or the stop function wants an end.
static hop_unwind_code force(struct hop_exception *exception,
                             struct hop_exception_context *context)
{
    const struct hop_exception_barrier barrier = hop_exception_barrier();
    for (;;) {
        hop_unwind_code code = hop_exception_look(context);
        if (code == HOP_URC_OK && hop_exception_is_beyond(context, &barrier))
            code = HOP_URC_FAILURE;
        int more_actions = code == HOP_URC_OK ? 0 : HOP_UA_END_OF_STACK;
        if (ask_stop(exception, context, more_actions) != HOP_URC_OK)
            return HOP_URC_FAILURE;
        if (code != HOP_URC_OK)
            return code;
        code = hop_exception_clean_up(exception, context);
        if (code == HOP_URC_INSTALL_CONTEXT)
            hop_exception_enter_pad(exception, context);
        if (code != HOP_URC_CONTINUE_UNWIND)
            return code;
    }
}

// Where a landing pad has run there is nobody to return to.
HOP_NORETURN void hop_exception_force(struct hop_exception *exception,
                                      struct hop_exception_context *context)
{
    force(exception, context);
    hop_panic("forced unwinding: the stop function let it end");
}

HOP_EXCEPTION_CHECKED hop_unwind_code _Unwind_ForcedUnwind(struct hop_exception *exception,
                                                           hop_unwind_stop *stop, void *argument)
{
    struct hop_exception_context context;
    hop_exception_capture(&context.registers);
    if (!hop_exception_can_begin(context.registers.core[HOP_CORE_SP]))
        return HOP_URC_FAILURE;
    exception->unwinder.stop = stop;
    exception->unwinder.stop_argument = argument;
    hop_exception_begin(&context);
    hop_kill_defer_begin();
    hop_unwind_code code = hop_exception_look(&context);
    if (code == HOP_URC_OK)
        code = hop_exception_step(&context);
    if (code == HOP_URC_CONTINUE_UNWIND)
        code = force(exception, &context);
    hop_kill_defer_end();
    return code;
}
