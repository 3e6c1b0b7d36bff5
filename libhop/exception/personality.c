// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The personality routine of a frame.
#include "exception/exception.h"

typedef hop_unwind_code personality_routine(uint32_t state,
                                            struct hop_exception *exception,
                                            struct hop_exception_context *context);

// The C++ library's. Tables name __gxx_personality_v0, which programs without
// `throw` link too.
extern personality_routine __hop_cxx_personality;
extern char __gxx_personality_v0[], __gcc_personality_v0[];

// C has cleanups and no handlers.
static hop_unwind_code ask_c(enum hop_unwind_phase phase, struct hop_exception *exception,
                             struct hop_exception_context *context)
{
    if (phase == HOP_US_VIRTUAL_UNWIND_FRAME)
        return hop_exception_step(context);
    return hop_exception_clean_up(exception, context);
}

hop_unwind_code hop_exception_ask(enum hop_unwind_phase phase,
                                  struct hop_exception *exception,
                                  struct hop_exception_context *context)
{
    if (context->personality == 0)
        return hop_exception_step(context);
    uintptr_t routine = context->personality & ~(uint32_t)1;
    if (routine == ((uintptr_t)__gcc_personality_v0 & ~(uintptr_t)1))
        return ask_c(phase, exception, context);
    if (routine == ((uintptr_t)__gxx_personality_v0 & ~(uintptr_t)1))
        return __hop_cxx_personality(phase, exception, context);
    return ((personality_routine *)(routine | 1))(phase, exception, context);
}
