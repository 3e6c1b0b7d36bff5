// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two-level segregated fit: blocks of one piece of memory, allocated, freed and
// joined in a number of steps that does not depend on how many there are. A pure
// data structure: no globals, no locks, no hardware.
//
// Layout. The control structure is at the start of the memory, with as many list
// heads as the memory's size needs. Blocks follow without gaps, each with a
// header of one word (its size and three flags) and sizes in granules of two
// words; a header of size 0 ends them. The last word of a free block points to
// its header, so that the block behind finds it; of a block in use that word
// belongs to the user. Two free blocks never lie side by side.
//
// With HOP_MEM_DEBUG each header has a second word, which damage gives away.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef HOP_MEM_DEBUG
#define HOP_MEM_DEBUG 0
#endif

enum {
    HOP_TLSF_WORD = sizeof(size_t),
    HOP_TLSF_GRANULE = 2 * HOP_TLSF_WORD, // 8 bytes on a 32-bit machine
    HOP_TLSF_HEADER = (HOP_MEM_DEBUG ? 2 : 1) * HOP_TLSF_WORD,
    // Header, two links and the pointer at the end, in whole granules.
    HOP_TLSF_BLOCK_MIN = (HOP_MEM_DEBUG ? 3 : 2) * HOP_TLSF_GRANULE,
    // Lists for every block that memory of 2^31 bytes can hold.
    HOP_TLSF_MAP_WORDS = 7,
    // Most that one allocation may ask for, size and alignment each.
    HOP_TLSF_SIZE_MAX = 0x3f000000,
    // Of a header: this block is free, the one in front is, this one ends with a tail (owned.h).
    HOP_TLSF_FREE = 1,
    HOP_TLSF_PREVIOUS_FREE = 2,
    HOP_TLSF_TAIL = 4,
    HOP_TLSF_FLAGS = 7,
    HOP_TLSF_TAIL_SIZE = 3 * HOP_TLSF_WORD,
};

struct hop_tlsf_block;

struct hop_tlsf {
    // Headers lie from start on; the one at `end` is the last, of size 0.
    uintptr_t start;
    uintptr_t end;
    // Bit i of `map`: list i is not empty. Bit w of `occupied`: map[w] is not 0.
    uint32_t occupied;
    uint32_t map[HOP_TLSF_MAP_WORDS];
    struct hop_tlsf_block *first[];
};

// Makes one free block of [memory, memory + size), less the control structure at
// its start, which it returns. NULL if that leaves no room for a block, or if
// size is above HOP_TLSF_SIZE_MAX.
struct hop_tlsf *hop_tlsf_create(void *memory, size_t size);

// A block of at least `size` bytes, at a multiple of HOP_TLSF_GRANULE. NULL if the
// first block of the request's own list is too small and the lists above, whose
// blocks are all large enough, are empty. Work: O(1).
void *hop_tlsf_alloc(struct hop_tlsf *tlsf, size_t size);

// The same at a multiple of `alignment`, a power of two. Looks for a block that
// is larger by alignment and HOP_TLSF_GRANULE, and frees what it does not need.
void *hop_tlsf_alloc_aligned(struct hop_tlsf *tlsf, size_t alignment, size_t size);

// The same at the high end of the free block, so that what remains of it is right in
// front of the new block, which can grow into it. Work: O(1).
void *hop_tlsf_alloc_high(struct hop_tlsf *tlsf, size_t size);

// The following take a pointer that hop_tlsf_check finds sound.

// Joins the block with free neighbours. Work: O(1).
void hop_tlsf_free(struct hop_tlsf *tlsf, void *pointer);

// Makes the block `size` bytes where it is. False: nothing done, it would have to
// move. Work: O(1).
bool hop_tlsf_resize(struct hop_tlsf *tlsf, void *pointer, size_t size);

// Makes the block larger at its low end by at least `bytes`: up to a whole granule, or
// by all of the free block in front if no block would remain of it. Returns the
// block's new, lower address; content stays where it is. NULL: nothing done, the
// block in front is in use or too small. Work: O(1).
void *hop_tlsf_grow_down(struct hop_tlsf *tlsf, void *pointer, size_t bytes);

// Gives back at most `bytes` at the low end: down to whole granules, no more than
// leaves a block of HOP_TLSF_BLOCK_MIN, and only where they join a free block in
// front or are as large as one. Returns the block's new, higher address, or the same
// one: nothing given back. Content above stays where it is. Work: O(1).
void *hop_tlsf_trim_down(struct hop_tlsf *tlsf, void *pointer, size_t bytes);

// Bytes that the block takes in all, and those of it behind its header.
static inline size_t hop_tlsf_block_size(const void *pointer)
{
    return ((const size_t *)pointer)[-1] & ~(size_t)HOP_TLSF_FLAGS;
}

static inline size_t hop_tlsf_usable_size(const void *pointer)
{
    return hop_tlsf_block_size(pointer) - HOP_TLSF_HEADER;
}

// True if `pointer` lies where the users' parts of blocks do.
static inline bool hop_tlsf_contains(const struct hop_tlsf *tlsf, const void *pointer)
{
    return (uintptr_t)pointer > tlsf->start && (uintptr_t)pointer < tlsf->end;
}

enum hop_tlsf_verdict {
    HOP_TLSF_SOUND,
    HOP_TLSF_FREED_TWICE,
    HOP_TLSF_NOT_A_BLOCK, // or one whose header, or the next, was overwritten
};

// What the header of `pointer`, which *tlsf contains, and the next one tell. Finds
// a second free as long as the memory has not been used again. Work: O(1).
enum hop_tlsf_verdict hop_tlsf_check(const struct hop_tlsf *tlsf, const void *pointer);

// The largest size that hop_tlsf_alloc can serve now, without alignment; 0 if
// nothing is free. Work: O(1).
size_t hop_tlsf_largest(const struct hop_tlsf *tlsf);

// Bytes of all blocks together, in use or free.
static inline size_t hop_tlsf_total(const struct hop_tlsf *tlsf)
{
    return tlsf->end - tlsf->start;
}
