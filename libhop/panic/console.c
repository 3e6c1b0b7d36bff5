// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/fatal.h"

HOP_CHECKED void hop_console_write(const char *text, size_t length)
{
    hop_console_put(text, length);
}
