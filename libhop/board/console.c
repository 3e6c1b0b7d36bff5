// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/board.h"

__attribute__((weak)) void hop_board_console_write(const char *text, size_t length)
{
    (void)text;
    (void)length;
}
