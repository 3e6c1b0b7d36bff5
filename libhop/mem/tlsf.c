// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Allocating and freeing. Neither has a loop.
#include "mem/tlsf_block.h"

// Always inline: the heap is at the end of the deepest kernel calls.
__attribute__((always_inline)) static inline void mark_list_empty(struct hop_tlsf *tlsf, size_t list)
{
    size_t word = list / MAP_BITS;
    tlsf->map[word] &= ~((uint32_t)1 << list % MAP_BITS);
    if (!tlsf->map[word])
        tlsf->occupied &= ~((uint32_t)1 << word);
}

// A first block's link is the head of its list, whose number is known: less to do than in hop_tlsf_unlink.
struct hop_tlsf_block *hop_tlsf_take(struct hop_tlsf *tlsf, size_t bytes)
{
    size_t list = list_for(tlsf, bytes);
    if (list == NO_LIST)
        return NULL;
    struct hop_tlsf_block **head = &tlsf->first[list];
    struct hop_tlsf_block *block = *head, *next = block->next;
    *head = next;
    if (next)
        next->link = head;
    else
        mark_list_empty(tlsf, list);
    return block;
}

// A last block whose link is a list head leaves its list empty. List heads lie
// below all blocks.
void hop_tlsf_unlink(struct hop_tlsf *tlsf, struct hop_tlsf_block *block)
{
    struct hop_tlsf_block *next = block->next;
    struct hop_tlsf_block **link = block->link;
    *link = next;
    if (next)
        next->link = link;
    else if ((uintptr_t)link < tlsf->start)
        mark_list_empty(tlsf, (size_t)(link - tlsf->first));
}

void hop_tlsf_insert(struct hop_tlsf *tlsf, struct hop_tlsf_block *block, size_t bytes)
{
    size_t list = list_of(bytes);
    struct hop_tlsf_block **head = &tlsf->first[list];
    struct hop_tlsf_block *next = *head;
    block_set_head(block, bytes | HOP_TLSF_FREE);
    *block_previous(block_behind(block, bytes)) = block;
    block->next = next;
    block->link = head;
    if (next)
        next->link = &block->next;
    *head = block;
    tlsf->map[list / MAP_BITS] |= (uint32_t)1 << list % MAP_BITS;
    tlsf->occupied |= (uint32_t)1 << list / MAP_BITS;
}

void *hop_tlsf_alloc(struct hop_tlsf *tlsf, size_t size)
{
    if (size > HOP_TLSF_SIZE_MAX)
        return NULL;
    size_t bytes = bytes_needed(size);
    struct hop_tlsf_block *block = hop_tlsf_take(tlsf, bytes);
    return block ? block_occupy(tlsf, block, bytes) : NULL;
}

// The block's own header is marked although it may vanish inside a larger block:
// a second free finds the mark there.
void hop_tlsf_free(struct hop_tlsf *tlsf, void *pointer)
{
    struct hop_tlsf_block *block = block_of(pointer);
    size_t bytes = block_size(block);
    struct hop_tlsf_block *behind = block_behind(block, bytes);
    size_t head = block->head;
    block_set_head(block, head | HOP_TLSF_FREE);
    if (behind->head & HOP_TLSF_FREE) {
        hop_tlsf_unlink(tlsf, behind);
        bytes += block_size(behind);
    }
    if (head & HOP_TLSF_PREVIOUS_FREE) {
        block = *block_previous(block);
        hop_tlsf_unlink(tlsf, block);
        bytes += block_size(block);
    }
    behind = block_behind(block, bytes);
    block_set_head(behind, behind->head | HOP_TLSF_PREVIOUS_FREE);
    hop_tlsf_insert(tlsf, block, bytes);
}

enum hop_tlsf_verdict hop_tlsf_check(const struct hop_tlsf *tlsf, const void *pointer)
{
    const struct hop_tlsf_block *block = block_of(pointer);
    if ((uintptr_t)pointer % HOP_TLSF_GRANULE != 0 || !block_is_whole(block))
        return HOP_TLSF_NOT_A_BLOCK;
    if (block->head & HOP_TLSF_FREE)
        return HOP_TLSF_FREED_TWICE;
    size_t bytes = block_size(block);
    if (bytes < HOP_TLSF_BLOCK_MIN || bytes % HOP_TLSF_GRANULE != 0 ||
        bytes > tlsf->end - (uintptr_t)block)
        return HOP_TLSF_NOT_A_BLOCK;
    const struct hop_tlsf_block *behind = block_behind(block, bytes);
    bool is_sound = block_is_whole(behind) && !(behind->head & HOP_TLSF_PREVIOUS_FREE);
    return is_sound ? HOP_TLSF_SOUND : HOP_TLSF_NOT_A_BLOCK;
}
