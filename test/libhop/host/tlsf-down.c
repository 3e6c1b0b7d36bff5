// RUN: %host_cc -O1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_down.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t && %t
// RUN: %host_cc -O1 -DHOP_MEM_DEBUG=1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_down.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t.debug && %t.debug
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that grow downwards, against the arena's model: where an allocation comes
// to lie, by how much exactly a block grows or shrinks at its low end, that what it
// keeps stays where it is, and that its old address is no block's any more.
#include "Inputs/tlsf_model.h"

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
    struct hop_tlsf_block *found = block_find(arena, least(size));
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

enum { KINDS = 14, LENGTH = 5 };

static void step(unsigned kind)
{
    static const struct {
        unsigned index;
        size_t bytes;
    } grow[] = {{0, 1}, {0, 7 * WORD}, {1, 4 * WORD}},
      trim[] = {{0, 2 * WORD}, {0, 7 * WORD}, {1, 100 * WORD}};
    static const size_t sizes[] = {1, 5 * WORD, 16 * WORD};
    if (kind < 3)
        do_alloc_high(sizes[kind]);
    else if (kind < 5)
        do_alloc(sizes[kind - 2]);
    else if (kind < 8 && kind - 5 < used_count)
        do_free(kind - 5);
    else if (kind >= 8 && kind < 11 && grow[kind - 8].index < used_count)
        do_grow_down(grow[kind - 8].index, grow[kind - 8].bytes);
    else if (kind >= 11 && trim[kind - 11].index < used_count)
        do_trim_down(trim[kind - 11].index, trim[kind - 11].bytes);
}

static void random_step(void)
{
    unsigned long kind = next_random(12);
    unsigned index = used_count ? (unsigned)next_random(used_count) : 0;
    if (kind < 3 && used_count < USED_MAX)
        do_alloc_high(random_size());
    else if (kind < 4 && used_count < USED_MAX)
        do_alloc(random_size());
    else if (kind < 5 && used_count < USED_MAX)
        do_alloc_aligned(1ul << next_random(12), random_size());
    else if (kind < 7 && used_count)
        do_free(index);
    else if (kind < 8 && used_count)
        do_resize(index, random_size());
    else if (kind < 10 && used_count)
        do_grow_down(index, random_size());
    else if (used_count)
        do_trim_down(index, random_size());
}

// A stack in an arena of its own: grows until nothing is left, and gives all back.
static void test_whole_arena(void)
{
    static _Alignas(64) unsigned char memory[4096];
    history = "a whole arena";
    begin(memory, sizeof memory);
    CHECK_EQUAL(do_alloc_high(100), true);
    size_t least_size = hop_tlsf_block_size(used[0].pointer);
    while (do_grow_down(0, 200))
        check_all();
    while (do_grow_down(0, 1))
        check_all();
    CHECK_EQUAL(hop_tlsf_block_size(used[0].pointer), hop_tlsf_total(arena));
    CHECK_EQUAL(hop_tlsf_largest(arena), 0);
    do_trim_down(0, hop_tlsf_total(arena) - least_size);
    check_all();
    CHECK_EQUAL(hop_tlsf_block_size(used[0].pointer), least_size);
    do_trim_down(0, SIZE_MAX);
    check_all();
    CHECK_EQUAL(hop_tlsf_block_size(used[0].pointer), HOP_TLSF_BLOCK_MIN);
}

static void test_limits(void)
{
    static _Alignas(64) unsigned char memory[4096];
    static const size_t huge[] = {SIZE_MAX, SIZE_MAX - 7, SIZE_MAX / 2 + 1, 1u << 31,
                                  HOP_TLSF_SIZE_MAX + 1ul, HOP_TLSF_SIZE_MAX, 4096};
    history = "limits";
    begin(memory, sizeof memory);
    do_alloc_high(100);
    for (unsigned i = 0; i < sizeof huge / sizeof huge[0]; i++) {
        CHECK_EQUAL(hop_tlsf_alloc_high(arena, huge[i]), 0);
        CHECK_EQUAL(hop_tlsf_grow_down(arena, used[0].pointer, huge[i]), 0);
    }
    // By nothing, it grows or shrinks where it is.
    CHECK_EQUAL(do_grow_down(0, 0), true);
    do_trim_down(0, 0);
    check_all();
}

// What is found when the user of a block that grew or shrank frees its old address.
static void test_old_address(void)
{
    static _Alignas(64) unsigned char memory[4096];
    history = "old address";
    for (unsigned gap_is_free = 0; gap_is_free < 2; gap_is_free++) {
        begin(memory, sizeof memory);
        unsigned char *old = hop_tlsf_alloc_high(arena, 100);
        unsigned char *grown = hop_tlsf_grow_down(arena, old, 200);
        CHECK_EQUAL(hop_tlsf_check(arena, old), HOP_TLSF_NOT_A_BLOCK);
        if (!gap_is_free)
            hop_tlsf_alloc(arena, hop_tlsf_largest(arena));
        unsigned char *trimmed = hop_tlsf_trim_down(arena, grown, 200);
        CHECK_EQUAL(trimmed > grown, true);
        CHECK_EQUAL(hop_tlsf_check(arena, grown), HOP_TLSF_FREED_TWICE);
        CHECK_EQUAL(hop_tlsf_check(arena, trimmed), HOP_TLSF_SOUND);
    }
}

int main(void)
{
    test_whole_arena();
    test_limits();
    test_old_address();
    play_all(step, KINDS, LENGTH);
    play_random(random_step);
    return check_result();
}
