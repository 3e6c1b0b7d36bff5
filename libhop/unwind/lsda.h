// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lookup in the language-specific data area (Itanium C++ ABI, exception
// handling tables): which landing pad, if any, cleans up after a call.
#pragma once

#include "unwind/cursor.h"
#include "unwind/status.h"

// `call` is an address inside the call instruction, `function` the start of the
// function, `lsda` the address of its data in `extab`. *pad becomes the landing
// pad's address, or 0: the call has none, or one that only catches. Pure.
enum hop_unwind_status hop_lsda_find(const struct hop_image *extab, uint32_t lsda,
                                     uint32_t function, uint32_t call,
                                     uint32_t *pad);
