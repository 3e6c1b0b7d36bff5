// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "stack/object.h"

#include "mem/heap.h"

// At the high end of what is free, so that the block may grow downwards.
void *hop_stack_allocate_object(size_t size)
{
    if (!hop_heap_enter())
        return NULL;
    void *block = hop_heap_take_high(HOP_MEM_STACK, size);
    hop_heap_leave();
    return block;
}

size_t hop_stack_object_size(const void *block)
{
    return hop_tlsf_block_size(block);
}

void hop_stack_release_object(struct hop_growth *growth)
{
    hop_heap_free(growth->object_block);
}
