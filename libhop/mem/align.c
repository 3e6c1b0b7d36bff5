// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Aligned allocation. The reserve has no such blocks.
#include "mem/heap.h"

#include "mem/record.h"

void *hop_heap_alloc_aligned(size_t alignment, size_t size)
{
    if (alignment <= 8)
        return hop_heap_alloc(HOP_MEM_GENERAL, size);
    if (!hop_heap_enter())
        return hop_record_alloc(SIZE_MAX);
    hop_heap_open();
    void *pointer = NULL;
    struct hop_heap_region *region = hop_heap.first;
    for (; region && !pointer; region = region->next)
        if (region->kind & HOP_MEM_GENERAL)
            pointer = hop_tlsf_alloc_aligned(hop_heap_arena(region), alignment, size);
    if (pointer)
        hop_heap_count(0, hop_tlsf_block_size(pointer));
    else
        hop_heap.failures++;
    hop_heap_leave();
    if (!pointer)
        hop_heap_note_failure(size);
    return pointer;
}
