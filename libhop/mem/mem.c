// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The public calls: each is checked once, on entry.
#include "mem/heap.h"

HOP_CHECKED void *hop_mem_alloc(size_t size)
{
    return hop_heap_alloc(HOP_MEM_GENERAL, size);
}

HOP_CHECKED void *hop_mem_alloc_from(unsigned kind, size_t size)
{
    return kind ? hop_heap_alloc(kind, size) : NULL;
}

size_t hop_mem_usable_size(const void *pointer)
{
    return hop_heap_usable_size(pointer);
}
