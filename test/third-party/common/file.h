// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stddef.h>

// The bytes of a file of the host, with a NUL behind them, and how many there are. Ends the program if there is no
// such file, or no memory.
char *file_contents(const char *name, size_t *size);
