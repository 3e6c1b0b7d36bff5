// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The public call.
#include "mem/heap.h"

HOP_CHECKED void *hop_mem_alloc_aligned(size_t alignment, size_t size)
{
    if (alignment == 0 || (alignment & (alignment - 1)) != 0)
        return NULL;
    return hop_heap_alloc_aligned(alignment, size);
}
