// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Resizing: in place under the lock, or by a copy outside of it.
#include "mem/owned.h"

#include <string.h>

static bool resize_with_tail(struct hop_heap_region *region, void *pointer, size_t size)
{
    struct hop_owned_place place = hop_owned_lift(pointer);
    bool done = hop_tlsf_resize(hop_heap_arena(region), pointer, hop_owned_size(size));
    hop_owned_put(pointer, place);
    return done;
}

static bool resize_in_place(struct hop_heap_region *region, void *pointer, size_t size)
{
    size_t before = hop_tlsf_block_size(pointer);
    bool done = hop_heap_has_tail(pointer)
                    ? resize_with_tail(region, pointer, size)
                    : hop_tlsf_resize(hop_heap_arena(region), pointer, size);
    hop_heap_count(before, hop_tlsf_block_size(pointer));
    return done;
}

// A block of a general region may move to any other.
static void *move(struct hop_heap_region *region, void *pointer, size_t size)
{
    unsigned kind = region->kind & HOP_MEM_GENERAL ? HOP_MEM_GENERAL : region->kind;
    bool has_tail = hop_heap_has_tail(pointer);
    void *moved = has_tail ? hop_owned_alloc(kind, size) : hop_heap_alloc(kind, size);
    if (!moved)
        return NULL;
    size_t usable = hop_heap_usable_size(pointer);
    memcpy(moved, pointer, size < usable ? size : usable);
    if (has_tail)
        hop_owned_replace(region, pointer, moved);
    else
        hop_heap_free(pointer);
    return moved;
}

// A handler that finds the heap in use leaves the block's size as it is.
void *hop_heap_resize(void *pointer, size_t size)
{
    enum hop_tlsf_verdict wrong;
    if (!pointer)
        return hop_heap_alloc(HOP_MEM_GENERAL, size);
    bool holds = hop_heap_enter();
    struct hop_heap_region *region = hop_heap_look_up(pointer, &wrong);
    bool done = false;
    if (region)
        done = holds ? resize_in_place(region, pointer, size)
                     : size <= hop_heap_usable_size(pointer);
    if (holds)
        hop_heap_leave();
    if (!region)
        hop_heap_misuse(wrong, (uintptr_t)__builtin_return_address(0));
    return done ? pointer : move(region, pointer, size);
}
