// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory: blocks of any size from one or more regions, in bounded time, from
// tasks and from handlers. malloc and its relatives use the same heap.
//
// Sizes are in bytes. Every block address is a multiple of 8. A block takes 4 bytes more
// than it holds, rounded up to a multiple of 8, and at least 16. Work is O(regions); it
// does not depend on the number of blocks.
//
// No call masks an interrupt or waits. A handler may interrupt another context
// inside the heap: then its free is carried out when that context leaves, and
// its allocation comes from the reserve (hop_mem_reserve) or fails. At most
// HOP_MEM_NESTING handlers may be inside such a call at once.
//
// A call takes at most HOP_KERNEL_DEPTH bytes of its caller's stack; in a handler,
// of the main stack.
//
// A task is not killed inside a call. What a task has allocated is not freed when
// it dies: that is for its cleanups, or it allocates blocks that it owns (hop/owned.h).
//
// A wrong pointer is a panic in a task, and fatal in a handler or before the
// first task runs.
//
// The first region is the linker's, from __hop_heap_start to __hop_heap_end, for
// HOP_MEM_GENERAL and HOP_MEM_STACK.
#pragma once

#include "hop/error.h"
#include "hop/panic.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a region is for, and what a block has to be good for: one or more of these.
enum hop_mem_kind {
    HOP_MEM_GENERAL = 1,  // malloc and hop_mem_alloc
    HOP_MEM_STACK = 2,    // task stacks: below the main stack
    HOP_MEM_FAST = 4,     // tightly coupled, maybe out of reach for DMA
    HOP_MEM_EXTERNAL = 8, // large and slow
};

// A block of at least `size` bytes of a HOP_MEM_GENERAL region; the regions are
// tried in the order in which they were added. Size 0 is the smallest block.
// NULL: no region has such a block; or a handler found the heap in use, and the
// reserve does not help. Both count as failures. Context: any.
void *hop_mem_alloc(size_t size);

// The same with an address that is a multiple of `alignment`, a power of two;
// NULL for any other alignment. Unless a free block happens to be aligned, it takes one that is
// larger by alignment + 8. The reserve serves alignments up to 8. Context: any.
void *hop_mem_alloc_aligned(size_t alignment, size_t size);

// The same from a region that has all properties in `kind`, HOP_MEM_* joined by |. The
// reserve is for HOP_MEM_GENERAL only. NULL if `kind` is 0. Context: any.
void *hop_mem_alloc_from(unsigned kind, size_t size);

// From now on, until the calling task restarts, a failed allocation is a panic (true) or not (false).
// This holds for all calls that allocate, including the C library's, and stacks from the heap for new tasks. In a
// deferral region or a cleanup they return NULL nevertheless, since such code has to run to its
// end. Context: task.
void hop_mem_require(bool required);

// Gives a block back, always: an overflow or a kill comes into effect after the call. NULL is
// ignored. A second free of a block, a pointer to no block, and a block whose header was
// overwritten are misuse (above), which is detected unless the memory has been used again.
// Context: any.
void hop_mem_free(void *pointer);

// Makes the block `size` bytes, in place if possible; otherwise its content
// moves to a new block of the same kind, and the old one is freed. Returns
// where it is now, or NULL: nothing done. A NULL pointer is an allocation.
// Work: O(1), and O(size) where it moves. Context: any.
void *hop_mem_resize(void *pointer, size_t size);

// Bytes of the block that may be used, at least what was asked for. `pointer` must
// be a block in use. Context: any.
size_t hop_mem_usable_size(const void *pointer);

// Adds [start, start + size) to the heap for ever, for all of `kind`. The heap uses a
// small part at its start itself. HOP_INVALID: no kind, an unknown one,
// too small for a block, above 0x3f000000 bytes, overlaps a region, or HOP_MEM_STACK above
// the main stack. HOP_CONTEXT in a handler.
// Work: O(regions). Context: task, or before the first one runs.
int hop_mem_region_add(void *start, size_t size, unsigned kind);

// Keeps `count` blocks of `size` bytes for handlers that find the heap in use. A
// block taken is replaced as soon as there is memory. Calling it again replaces
// the reserve, 0 gives it back. HOP_NO_MEMORY: there is no reserve now.
// HOP_CONTEXT in a handler.
// Work: O(count). Context: task, or before the first one runs.
int hop_mem_reserve(size_t count, size_t size);

// Of all regions together.
struct hop_mem_stats {
    size_t total;      // bytes of all regions that blocks can take
    size_t in_use;     // by blocks with their headers; those of the reserve, too
    size_t high_water; // the most that in_use has been
    // What an allocation without alignment can have at most, now.
    size_t largest_free;
    uint32_t failures;         // allocations that returned NULL, modulo 2^32
    uint32_t reserve_served;   // allocations from the reserve, modulo 2^32
    uint32_t frees_deferred;   // frees that waited for the heap, modulo 2^32
};

// Work: O(regions). In a handler that found the heap in use: HOP_BUSY, nothing
// is stored. Context: any.
int hop_mem_stats(struct hop_mem_stats *stats);

#ifdef __cplusplus
}
#endif
