// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Apart from the terminate handler, with which the exception machinery comes.
#include "cxxabi.h"
#include "cxa_handlers.h"

#include <new>

constinit std::new_handler __cxa_new_handler = nullptr;

std::new_handler std::get_new_handler() noexcept
{
    return __cxa_new_handler;
}

std::new_handler std::set_new_handler(new_handler handler) noexcept
{
    new_handler previous = __cxa_new_handler;
    __cxa_new_handler = handler;
    return previous;
}
