// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of what libc++abi cannot go on from.
#include "abort_message.h"
#include "panic.h"

void abort_message(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    __cxxabiv1::panic(format, arguments);
}
