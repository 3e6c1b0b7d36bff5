// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thunk of the linker's, by which code calls what is too far away, has no table, or seems to have that of the
// function before it. Those of Armv6-M push two registers; others are left as any code that ends in a branch.
#pragma once

#include "unwind/unwind.h"

// If registers->pc is in a thunk of Armv6-M, makes *registers those of the caller, whose call has not happened yet.
bool hop_unwind_leave_thunk(const struct hop_image *code, struct hop_registers *registers);
