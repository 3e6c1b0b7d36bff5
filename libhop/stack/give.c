// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "stack/give.h"

#include "mem/heap.h"

void hop_stack_release(struct hop_growth *growth, void *block)
{
    growth->held -= hop_tlsf_block_size(block);
    hop_heap_free(block);
}

void hop_stack_release_spare(struct hop_growth *growth)
{
    void *spare = growth->spare;
    growth->spare = NULL;
    if (spare != NULL)
        hop_stack_release(growth, spare);
}
