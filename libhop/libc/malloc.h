// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the members of the malloc family share.
#pragma once

#include "mem/heap.h"

#include <errno.h>
#include <malloc.h>
#include <reent.h>

// Passes on the result of an allocation, having set errno if it is NULL. errno is
// the running task's: a handler leaves it alone.
void *hop_libc_result(struct _reent *reent, void *pointer);

// A block in use of the heap. Context: its owner.
bool hop_libc_is_block(const void *pointer);

// An alignment that is no power of two fails like one that is too large; 0 is
// taken for 1, as in newlib.
static inline void *hop_libc_allocate_aligned(struct _reent *reent, size_t alignment,
                                              size_t size)
{
    if (alignment & (alignment - 1))
        size = SIZE_MAX;
    return hop_libc_result(reent, hop_heap_alloc_aligned(alignment, size));
}
