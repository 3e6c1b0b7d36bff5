// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "unwind/cursor.h"

// Which of the traps of checks that are called (ABI.md 3.10) is in the code at `address`, 0: none.
unsigned hop_called_check_at(const struct hop_image *code, uint32_t address);

// True if the instruction is the one behind the call of a check: nothing of its function has
// happened.
bool hop_unwind_is_behind_check(const struct hop_image *code, uint32_t address);
