// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the C++ library expects of the platform: where each thread keeps its
// exceptions, and how one ends that has no handler.
#include "exception/exception.h"

#include "panic/isr.h"

void *__cxa_get_globals(void);
void *__cxa_get_globals_fast(void);
// The C++ library's.
void *__cxa_begin_catch(void *exception);
HOP_NORETURN void _ZSt9terminatev(void); // std::terminate()

void *__cxa_get_globals(void)
{
    // Before the first task there is one thread.
    static struct hop_runtime before_tasks;
    struct hop_runtime *self = hop_runtime_self();
    return self != NULL ? &self->cxx_globals : &before_tasks.cxx_globals;
}

void *__cxa_get_globals_fast(void)
{
    return __cxa_get_globals();
}

HOP_NORETURN void hop_exception_terminate(struct hop_exception *exception)
{
    __cxa_begin_catch(exception);
    _ZSt9terminatev();
}
