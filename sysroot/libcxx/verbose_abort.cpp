// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of what libc++ cannot report by an exception: failed assertions, and with
// -fno-exceptions all that would be thrown. A program may define its own.
#include "panic.h"

#include <__verbose_abort>
#include <cstdarg>

_LIBCPP_BEGIN_NAMESPACE_STD

__attribute__((weak)) void __libcpp_verbose_abort(const char *format, ...)
{
    std::va_list arguments;
    va_start(arguments, format);
    __cxxabiv1::panic(format, arguments);
}

_LIBCPP_END_NAMESPACE_STD
