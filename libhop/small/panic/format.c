// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The record has the format as it is, and r1 to r3; hop-decode puts them in.
#include "panic/format.h"

#include "panic/crash.h"

void hop_format(char *text, size_t size, const char *format, struct hop_arguments *arguments)
{
    (void)arguments;
    hop_crash_copy(text, size, format);
}
