// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The default terminate handler ends the task, not the program. The name of the type is as
// the compiler wrote it: the demangler is larger than many programs.
#include "abort_message.h"
#include "cxa_exception.h"
#include "cxa_handlers.h"

#include <typeinfo>

namespace {

[[noreturn]] void panic()
{
    __cxxabiv1::__cxa_eh_globals *globals = __cxxabiv1::__cxa_get_globals_fast();
    __cxxabiv1::__cxa_exception *exception = globals ? globals->caughtExceptions : nullptr;
    if (!exception)
        abort_message("terminate called without an exception");
    if (!__cxxabiv1::__isOurExceptionClass(&exception->unwindHeader))
        abort_message("uncaught foreign exception");
    abort_message("uncaught exception of type %s", exception->exceptionType->name());
}

template <typename Handler> Handler exchange(Handler &place, Handler handler)
{
    Handler previous = place;
    place = handler;
    return previous;
}

} // namespace

constinit std::terminate_handler __cxa_terminate_handler = panic;
constinit std::unexpected_handler __cxa_unexpected_handler = std::terminate;

std::terminate_handler std::set_terminate(terminate_handler handler) noexcept
{
    return exchange(__cxa_terminate_handler, handler ? handler : panic);
}

std::unexpected_handler std::set_unexpected(unexpected_handler handler) noexcept
{
    return exchange(__cxa_unexpected_handler, handler ? handler : std::terminate);
}
