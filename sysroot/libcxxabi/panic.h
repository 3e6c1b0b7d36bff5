// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stdarg.h>

namespace __cxxabiv1 {

// Ends the calling task by a panic. Of the format only %s is known: no printf is linked for it.
[[noreturn]] void panic(const char *format, va_list arguments);

} // namespace __cxxabiv1
