// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that lie at the high end of free memory, and grow and shrink at their low
// end. What such a block keeps stays where it is; only its header moves.
#include "mem/tlsf_block.h"

// Puts the last `bytes` of `room` bytes that are in no list in use, in front of a
// block that knows it; what remains below becomes a free block.
static void *occupy_high(struct hop_tlsf *tlsf, struct hop_tlsf_block *low, size_t room,
                         size_t bytes)
{
    size_t rest = room - bytes;
    if (rest < HOP_TLSF_BLOCK_MIN) {
        block_set_head(low, room);
        return block_user(low);
    }
    hop_tlsf_insert(tlsf, low, rest);
    struct hop_tlsf_block *block = block_behind(low, rest);
    block_set_head(block, bytes | HOP_TLSF_PREVIOUS_FREE);
    return block_user(block);
}

void *hop_tlsf_alloc_high(struct hop_tlsf *tlsf, size_t size)
{
    if (size > HOP_TLSF_SIZE_MAX)
        return NULL;
    size_t bytes = bytes_needed(size);
    struct hop_tlsf_block *low = hop_tlsf_take(tlsf, bytes);
    if (!low)
        return NULL;
    size_t room = block_size(low);
    struct hop_tlsf_block *behind = block_behind(low, room);
    block_set_head(behind, behind->head & ~(size_t)HOP_TLSF_PREVIOUS_FREE);
    return occupy_high(tlsf, low, room, bytes);
}

// The old header is made one of no block before it becomes payload, so that a free
// of the old address is found until its user writes there.
void *hop_tlsf_grow_down(struct hop_tlsf *tlsf, void *pointer, size_t bytes)
{
    struct hop_tlsf_block *block = block_of(pointer);
    if (!(block->head & HOP_TLSF_PREVIOUS_FREE))
        return NULL;
    struct hop_tlsf_block *low = *block_previous(block);
    size_t gap = block_size(low);
    if (bytes > gap)
        return NULL;
    size_t size = block_size(block);
    size_t rest = (gap - bytes) & ~(size_t)(HOP_TLSF_GRANULE - 1);
    hop_tlsf_unlink(tlsf, low);
    block_set_head(block, 0);
    return occupy_high(tlsf, low, gap + size, gap + size - rest);
}

// The old header is marked as hop_tlsf_free marks it. What is no block and joins none
// remains.
void *hop_tlsf_trim_down(struct hop_tlsf *tlsf, void *pointer, size_t bytes)
{
    struct hop_tlsf_block *block = block_of(pointer);
    struct hop_tlsf_block *low = block;
    size_t room = block_size(block);
    size_t most = room - HOP_TLSF_BLOCK_MIN;
    size_t less = (bytes < most ? bytes : most) & ~(size_t)(HOP_TLSF_GRANULE - 1);
    size_t kept = room - less;
    if (block->head & HOP_TLSF_PREVIOUS_FREE) {
        low = *block_previous(block);
        hop_tlsf_unlink(tlsf, low);
        room += block_size(low);
        block_set_head(block, block->head | HOP_TLSF_FREE);
    }
    return occupy_high(tlsf, low, room, kept);
}
