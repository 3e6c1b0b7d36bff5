// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the C++ library expects of the platform: where each thread keeps its
// exceptions, and how one ends that has no handler.
#include "exception/exception.h"

#include "panic/dying.h"
#include "panic/isr.h"

void *__cxa_get_globals(void);
void *__cxa_get_globals_fast(void);
// The C++ library's.
void *__cxa_begin_catch(void *exception);
void __cxa_end_catch(void);
const void *__cxa_current_exception_type(void);
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

// Each is off the list before its destructor runs: where that panics, the next one follows. The type of one that is not of the
// C++ library is NULL: it may have been on the stack, and is left alone.
void hop_exceptions_release(void)
{
    while (__cxa_current_exception_type() != NULL)
        __cxa_end_catch();
}

HOP_NORETURN void hop_exception_terminate(struct hop_exception *exception)
{
    __cxa_begin_catch(exception);
    _ZSt9terminatev();
}
