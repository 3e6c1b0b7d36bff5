// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The model's part for blocks that grow downwards: where an allocation comes to lie, by how much exactly a
// block grows or shrinks at its low end, that what it keeps stays where it is, and that its old address is
// no block's any more.
#pragma once

#include "tlsf_model.h"

// Bytes free right in front of a block, by the row of blocks in use.
static size_t gap_below(const void *pointer)
{
    uintptr_t at = (uintptr_t)block_of(pointer);
    uintptr_t end = arena->start;
    for (unsigned i = 0; i < used_count; i++) {
        struct hop_tlsf_block *other = block_of(used[i].pointer);
        uintptr_t other_end = (uintptr_t)other + block_size(other);
        if (other_end <= at && other_end > end)
            end = other_end;
    }
    return at - end;
}

// Of the block that hop_tlsf_alloc would take, the high end.
static bool do_alloc_high(size_t size)
{
    size_t promised = hop_tlsf_largest(arena);
    size_t list = list_for(arena, least(size));
    struct hop_tlsf_block *found = list != NO_LIST ? arena->first[list] : NULL;
    size_t room = found ? block_size(found) : 0;
    size_t rest = room - least(size) < HOP_TLSF_BLOCK_MIN ? 0 : room - least(size);
    void *pointer = hop_tlsf_alloc_high(arena, size);
    if (!!pointer != (promised && least(size) - HOP_TLSF_HEADER <= promised))
        fail("an allocation that hop_tlsf_largest says otherwise of");
    if (!pointer)
        return false;
    enter(pointer, size);
    if ((uintptr_t)block_of(pointer) != (uintptr_t)found + rest ||
        hop_tlsf_block_size(pointer) != room - rest)
        fail("a block that is not the high end of the free one");
    if (gap_below(pointer) != rest)
        fail("a block with something else below it than the rest");
    return true;
}

// The content by address, so that one which has moved differs.
static unsigned char mark_of(const unsigned char *address)
{
    return (unsigned char)((uintptr_t)address * 7 + ((uintptr_t)address >> 8));
}

static void mark(const struct used *entry)
{
    size_t usable = hop_tlsf_usable_size(entry->pointer);
    for (size_t i = 0; i < usable; i++)
        entry->pointer[i] = mark_of(&entry->pointer[i]);
}

// The block is at `pointer` now, with the same end; all of it that was its user's
// before still has its marks.
static void move_low_end(struct used *entry, unsigned char *pointer, size_t end)
{
    unsigned char *kept = pointer > entry->pointer ? pointer : entry->pointer;
    if ((uintptr_t)block_of(pointer) + hop_tlsf_block_size(pointer) != end)
        fail("a block whose high end has moved");
    for (; (uintptr_t)kept < end; kept++)
        if (*kept != mark_of(kept))
            fail("the content of a block that grew or shrank has changed");
    if (hop_tlsf_check(arena, pointer) != HOP_TLSF_SOUND)
        fail("a block that grew or shrank and is not sound");
    if (pointer != entry->pointer &&
        hop_tlsf_check(arena, entry->pointer) == HOP_TLSF_SOUND)
        fail("a block that is still sound at its old address");
    entry->pointer = pointer;
    entry->size = hop_tlsf_usable_size(pointer);
    memset(pointer, entry->fill, entry->size);
}

// Grows exactly if the gap is large enough; a rest of it that is no block goes with it.
static bool do_grow_down(unsigned index, size_t bytes)
{
    struct used *entry = &used[index];
    size_t end = (uintptr_t)entry->pointer + hop_tlsf_usable_size(entry->pointer);
    size_t gap = gap_below(entry->pointer);
    size_t more = (bytes + HOP_TLSF_GRANULE - 1) / HOP_TLSF_GRANULE * HOP_TLSF_GRANULE;
    if (gap - more < HOP_TLSF_BLOCK_MIN)
        more = gap;
    mark(entry);
    unsigned char *pointer = hop_tlsf_grow_down(arena, entry->pointer, bytes);
    if (!!pointer != (gap > 0 && bytes <= gap))
        fail("a block that could have grown down, or could not");
    if (pointer && pointer != entry->pointer - more)
        fail("a block that grew by something else");
    move_low_end(entry, pointer ? pointer : entry->pointer, end);
    return pointer;
}

// Gives back what it may: a block remains, and what goes joins one or is one.
static void do_trim_down(unsigned index, size_t bytes)
{
    struct used *entry = &used[index];
    size_t end = (uintptr_t)entry->pointer + hop_tlsf_usable_size(entry->pointer);
    size_t less = hop_tlsf_block_size(entry->pointer) - HOP_TLSF_BLOCK_MIN;
    if (less > bytes)
        less = bytes / HOP_TLSF_GRANULE * HOP_TLSF_GRANULE;
    if (gap_below(entry->pointer) == 0 && less < HOP_TLSF_BLOCK_MIN)
        less = 0;
    mark(entry);
    unsigned char *pointer = hop_tlsf_trim_down(arena, entry->pointer, bytes);
    if (pointer != entry->pointer + less)
        fail("a block trimmed by something else");
    move_low_end(entry, pointer, end);
}
