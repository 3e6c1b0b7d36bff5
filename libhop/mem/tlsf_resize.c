// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Resizing in place.
#include "mem/tlsf_block.h"

// Appends the block behind, if it is free and that suffices.
static bool extend(struct hop_tlsf *tlsf, struct hop_tlsf_block *block, size_t bytes)
{
    size_t size = block_size(block);
    struct hop_tlsf_block *behind = block_behind(block, size);
    size_t more = block_size(behind);
    if (!(behind->head & HOP_TLSF_FREE) || size + more < bytes)
        return false;
    hop_tlsf_unlink(tlsf, behind);
    block_set_head(block, block->head + more);
    behind = block_behind(block, size + more);
    block_set_head(behind, behind->head & ~(size_t)HOP_TLSF_PREVIOUS_FREE);
    return true;
}

// The end of the block becomes a block in use of its own, and is freed.
static void shrink(struct hop_tlsf *tlsf, struct hop_tlsf_block *block, size_t bytes)
{
    size_t rest = block_size(block) - bytes;
    if (rest < HOP_TLSF_BLOCK_MIN)
        return;
    struct hop_tlsf_block *tail = block_behind(block, bytes);
    block_set_head(block, block->head - rest);
    block_set_head(tail, rest);
    hop_tlsf_free(tlsf, block_user(tail));
}

bool hop_tlsf_resize(struct hop_tlsf *tlsf, void *pointer, size_t size)
{
    struct hop_tlsf_block *block = block_of(pointer);
    size_t bytes = bytes_needed(size);
    if (size > HOP_TLSF_SIZE_MAX ||
        (bytes > block_size(block) && !extend(tlsf, block, bytes)))
        return false;
    shrink(tlsf, block, bytes);
    return true;
}
