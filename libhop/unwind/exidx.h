// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lookup in .ARM.exidx: from a code address to the entry of its function.
#pragma once

#include "unwind/cursor.h"
#include "unwind/status.h"

struct hop_exidx_entry {
    uint32_t function; // start of the function, bit 0 clear
    uint32_t inline_word; // compact model 0 in the index itself, else 0
    uint32_t table; // address in .ARM.extab, else 0
};

// From the first function to the last entry, by which the linker says where code ends.
void hop_exidx_range(const struct hop_image *exidx, uint32_t *start, uint32_t *end);

// Finds the last entry whose function starts at or below `pc`. The table is
// sorted by the linker. *found is any number, by which it is looked at first, and becomes the
// entry's: the frames of a recursion have one entry, and so has a frame before and behind its
// landing pad. Pure.
enum hop_unwind_status hop_exidx_find(const struct hop_image *exidx, uint32_t pc,
                                      uint32_t *found, struct hop_exidx_entry *entry);
