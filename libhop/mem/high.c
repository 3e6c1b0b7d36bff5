// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks for stacks, which grow downwards.
#include "mem/heap.h"

void *hop_heap_take_high(unsigned kind, size_t size)
{
    void *block;
    do
        block = hop_heap_take_by(hop_tlsf_alloc_high, kind, size);
    while (!block && hop_heap_open());
    return block;
}

void *hop_heap_grow_down(void *pointer, size_t bytes)
{
    enum hop_tlsf_verdict wrong;
    if (!hop_heap_enter())
        return pointer;
    struct hop_heap_region *region = hop_heap_look_up(pointer, &wrong);
    size_t before = hop_tlsf_block_size(pointer);
    void *lower = region ? hop_tlsf_grow_down(hop_heap_arena(region), pointer, bytes) : NULL;
    if (lower)
        hop_heap_count(before, hop_tlsf_block_size(lower));
    hop_heap_leave();
    return lower ? lower : pointer;
}
