// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What handlers leave behind that find the heap in use.
//
// A record belongs to one nesting depth: a handler takes the first that is not
// busy, by the try of hop/softlock.h, which needs no atomic instruction. One
// that interrupts it finds that busy, and takes the next. So each record has a
// single writer at a time.
//
// Freed blocks form a list through their own memory. Each record has two lists;
// recorders push onto the one that hop_heap.side selects, which only the holder of
// the heap's lock changes. Since it runs only when no recorder is half-way, the
// list that it has turned recorders away from is its own, and it may empty it. (A
// count of pushes, as for ticks, does not do: a block may be freed, allocated and
// freed again while the holder still walks the list.)
#pragma once

#include "mem/heap.h"

// The following are for handlers that have found the heap's lock held.

// Records the free of a block.
void hop_record_free(void *pointer);

// A block of the reserve (reserve.h), or NULL; counts either. `size` is that of a
// general block; other requests pass SIZE_MAX.
void *hop_record_alloc(size_t size);

// Carries out what was recorded. Holder of the heap's lock.
void hop_record_drain(struct hop_softlock *lock);
