// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers and lists, as the tlsf*.c see them. List i holds free blocks of g
// granules, where for g < 16, i = g, and above, each power of two is divided
// into 8 lists: with shift = log2(g) - 3, i = 8 * shift + (g >> shift). That is
// one formula, with shift = 0 below 16.
#pragma once

#include "mem/tlsf.h"

enum {
    LISTS_LOG2 = 3,
    LISTS = 1 << LISTS_LOG2, // for each power of two
    MAP_BITS = 32,
};

struct hop_tlsf_block {
#if HOP_MEM_DEBUG
    size_t canary;
#endif
    size_t head; // size | flags
    // Of a free block only: the next one in its list, and what points to this one.
    struct hop_tlsf_block *next;
    struct hop_tlsf_block **link;
};

static inline size_t block_size(const struct hop_tlsf_block *block)
{
    return block->head & ~(size_t)HOP_TLSF_FLAGS;
}

static inline struct hop_tlsf_block *block_of(const void *pointer)
{
    return (struct hop_tlsf_block *)((uintptr_t)pointer - HOP_TLSF_HEADER);
}

static inline void *block_user(struct hop_tlsf_block *block)
{
    return (void *)((uintptr_t)block + HOP_TLSF_HEADER);
}

static inline struct hop_tlsf_block *block_behind(const struct hop_tlsf_block *block,
                                                  size_t size)
{
    return (struct hop_tlsf_block *)((uintptr_t)block + size);
}

#if HOP_MEM_DEBUG
// While a header is being written: whoever interrupts must not take it for damaged.
#define BLOCK_CHANGING ((size_t)0x5eac0de1)

static inline size_t block_canary(const struct hop_tlsf_block *block)
{
    return ~block->head ^ (uintptr_t)block;
}

static inline void block_set_head(struct hop_tlsf_block *block, size_t head)
{
    *(volatile size_t *)&block->canary = BLOCK_CHANGING;
    *(volatile size_t *)&block->head = head;
    *(volatile size_t *)&block->canary = block_canary(block);
}

static inline bool block_is_whole(const struct hop_tlsf_block *block)
{
    return block->canary == block_canary(block) || block->canary == BLOCK_CHANGING;
}
#else
// The only writer of a header.
static inline void block_set_head(struct hop_tlsf_block *block, size_t head)
{
    block->head = head;
}

static inline bool block_is_whole(const struct hop_tlsf_block *block)
{
    (void)block;
    return true;
}
#endif

// The last word of the block in front, valid while that is free.
static inline struct hop_tlsf_block **block_previous(struct hop_tlsf_block *block)
{
    return (struct hop_tlsf_block **)block - 1;
}

static inline unsigned lowest_bit(uint32_t word)
{
    return (unsigned)__builtin_ctz(word);
}

static inline unsigned highest_bit(uint32_t word)
{
    return 31u - (unsigned)__builtin_clz(word);
}

// By what the size of a block is shifted to number the lists of its power of two.
static inline unsigned shift_of(size_t granules)
{
    return highest_bit((uint32_t)granules | LISTS) - LISTS_LOG2;
}

// The list of a free block of that size.
static inline size_t list_of(size_t bytes)
{
    size_t granules = bytes / HOP_TLSF_GRANULE;
    unsigned shift = shift_of(granules);
    return LISTS * shift + (granules >> shift);
}

// Bytes of a block that holds `size` bytes, at most HOP_TLSF_SIZE_MAX.
static inline size_t bytes_needed(size_t size)
{
    size_t bytes = (size + HOP_TLSF_HEADER + HOP_TLSF_GRANULE - 1) &
                   ~(size_t)(HOP_TLSF_GRANULE - 1);
    return bytes < HOP_TLSF_BLOCK_MIN ? HOP_TLSF_BLOCK_MIN : bytes;
}

// No list of this number has a head.
#define NO_LIST SIZE_MAX

// The first list from `list` on that is not empty, or NO_LIST.
static inline size_t list_from(const struct hop_tlsf *tlsf, size_t list)
{
    size_t word = list / MAP_BITS;
    uint32_t bits = tlsf->map[word] >> list % MAP_BITS;
    if (bits)
        return list + lowest_bit(bits);
    uint32_t words = tlsf->occupied & ~(uint32_t)1 << word;
    if (!words)
        return NO_LIST;
    word = lowest_bit(words);
    return word * MAP_BITS + lowest_bit(tlsf->map[word]);
}

// A list whose first block has at least `bytes`, or NO_LIST. The first of the request's own list may be
// large enough; in the lists above, all are. A list for more than the arena could ever hold has no head:
// heads end where blocks start.
static inline size_t list_for(const struct hop_tlsf *tlsf, size_t bytes)
{
    size_t list = list_of(bytes);
    struct hop_tlsf_block *const *head = &tlsf->first[list];
    if ((uintptr_t)head < tlsf->start && *head && block_size(*head) >= bytes)
        return list;
    return list_from(tlsf, list + 1);
}

// Takes the first block of the list for `bytes` out of it, or NULL.
struct hop_tlsf_block *hop_tlsf_take(struct hop_tlsf *tlsf, size_t bytes);

// Takes a free block out of its list.
void hop_tlsf_unlink(struct hop_tlsf *tlsf, struct hop_tlsf_block *block);

// Makes a free block of memory that is in no list. The block behind must have
// been marked.
void hop_tlsf_insert(struct hop_tlsf *tlsf, struct hop_tlsf_block *block, size_t bytes);

// Puts the first `bytes` of a block that is in no list, and whose successor is
// marked as after a free one, in use; what remains becomes a free block.
static inline void *block_occupy(struct hop_tlsf *tlsf, struct hop_tlsf_block *block,
                                 size_t bytes)
{
    size_t size = block_size(block);
    struct hop_tlsf_block *behind = block_behind(block, size);
    size_t previous_free = block->head & HOP_TLSF_PREVIOUS_FREE;
    if (size - bytes >= HOP_TLSF_BLOCK_MIN) {
        hop_tlsf_insert(tlsf, block_behind(block, bytes), size - bytes);
        size = bytes;
    } else {
        block_set_head(behind, behind->head & ~(size_t)HOP_TLSF_PREVIOUS_FREE);
    }
    block_set_head(block, size | previous_free);
    return block_user(block);
}
