// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Aligned allocation.
#include "mem/tlsf_block.h"

// Makes a free block of what lies in front of the first aligned address, and
// returns the rest. A gap that is no block is widened by one more alignment.
static struct hop_tlsf_block *skip_gap(struct hop_tlsf *tlsf,
                                       struct hop_tlsf_block *block, size_t alignment)
{
    size_t gap = -(uintptr_t)block_user(block) & (alignment - 1);
    if (gap == 0)
        return block;
    if (gap < HOP_TLSF_BLOCK_MIN)
        gap += alignment;
    struct hop_tlsf_block *rest = block_behind(block, gap);
    block_set_head(rest, (block_size(block) - gap) | HOP_TLSF_PREVIOUS_FREE);
    hop_tlsf_insert(tlsf, block, gap);
    return rest;
}

void *hop_tlsf_alloc_aligned(struct hop_tlsf *tlsf, size_t alignment, size_t size)
{
    if (size > HOP_TLSF_SIZE_MAX || alignment > HOP_TLSF_SIZE_MAX)
        return NULL;
    size_t bytes = bytes_needed(size);
    size_t slack = alignment + HOP_TLSF_BLOCK_MIN - HOP_TLSF_GRANULE;
    struct hop_tlsf_block *block = hop_tlsf_take(tlsf, bytes + slack);
    return block ? block_occupy(tlsf, skip_gap(tlsf, block, alignment), bytes) : NULL;
}
