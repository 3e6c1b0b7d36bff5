// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena against a model that knows nothing of lists: a row of blocks, in use
// or free, by address. check_all walks the arena, header by header: it must be
// that row, and each block's content must be untouched. An allocation must succeed
// exactly when the model finds a block that it promises.
#pragma once

#include "mem/tlsf_block.h"

#include "../check.h"

#include <stdlib.h>
#include <string.h>

enum { USED_MAX = 400, WORD = HOP_TLSF_WORD };

struct used {
    unsigned char *pointer;
    size_t size; // asked for
    unsigned char fill;
};

static struct hop_tlsf *arena;
static struct used used[USED_MAX];
static unsigned used_count;
static const char *history;

static void fail(const char *what)
{
    printf("%s, after %s\n", what, history);
    exit(1);
}

static size_t least(size_t size)
{
    size_t bytes = (size + HOP_TLSF_HEADER + HOP_TLSF_GRANULE - 1) /
                   HOP_TLSF_GRANULE * HOP_TLSF_GRANULE;
    return bytes < HOP_TLSF_BLOCK_MIN ? HOP_TLSF_BLOCK_MIN : bytes;
}

static struct used *find_used(const void *pointer)
{
    for (unsigned i = 0; i < used_count; i++)
        if (used[i].pointer == pointer)
            return &used[i];
    return NULL;
}

// Walks all blocks. Free ones are never side by side, are in the list of their
// size, and flags on both sides say what is so.
static size_t walk(void)
{
    unsigned seen = 0;
    size_t largest = 0, total = 0;
    bool after_free = false;
    uintptr_t at = arena->start;
    while (at != arena->end) {
        struct hop_tlsf_block *block = (struct hop_tlsf_block *)at;
        size_t bytes = block_size(block);
        bool is_free = block->head & HOP_TLSF_FREE;
        if (bytes < HOP_TLSF_BLOCK_MIN || bytes % HOP_TLSF_GRANULE || at > arena->end)
            fail("a block of a wrong size");
        if (!!(block->head & HOP_TLSF_PREVIOUS_FREE) != after_free)
            fail("a block with a wrong mark for the one in front");
        if (!block_is_whole(block))
            fail("a canary that does not match");
        struct used *entry = find_used(block_user(block));
        if (is_free == (entry != NULL))
            fail(is_free ? "a block in use is free" : "a free block is in use");
        if (is_free && after_free)
            fail("two free blocks side by side");
        seen += !is_free;
        if (is_free) {
            if (*block_previous(block_behind(block, bytes)) != block)
                fail("a free block that the next one does not find");
            struct hop_tlsf_block *other = arena->first[list_of(bytes)];
            while (other && other != block)
                other = other->next;
            if (!other || *block->link != block)
                fail("a free block in no list");
            if (bytes > largest)
                largest = bytes;
        }
        after_free = is_free;
        total += bytes;
        at += bytes;
    }
    if (seen != used_count)
        fail("a block has vanished");
    if (total != hop_tlsf_total(arena))
        fail("the sum of all blocks is not the arena");
    return largest;
}

// Lists hold as many blocks as are free, and the map tells which have any. List
// heads end where blocks start.
static void check_lists(void)
{
    unsigned in_lists = 0, free_blocks = 0;
    for (size_t list = 0; (uintptr_t)&arena->first[list + 1] <= arena->start; list++) {
        bool is_marked = arena->map[list / MAP_BITS] >> list % MAP_BITS & 1;
        bool has_mark = arena->occupied >> list / MAP_BITS & 1;
        struct hop_tlsf_block *block = is_marked ? arena->first[list] : NULL;
        if (is_marked && (!block || !has_mark))
            fail("a mark of the map that is wrong");
        for (; block; block = block->next)
            in_lists++;
    }
    for (uintptr_t at = arena->start; at != arena->end;
         at += block_size((struct hop_tlsf_block *)at))
        free_blocks += ((struct hop_tlsf_block *)at)->head & HOP_TLSF_FREE;
    if (in_lists != free_blocks)
        fail("a list with a block that is not free");
}

static void check_content(const struct used *entry, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (entry->pointer[i] != entry->fill)
            fail("the content of a block has changed");
}

static void check_all(void)
{
    size_t largest = walk();
    check_lists();
    for (unsigned i = 0; i < used_count; i++)
        check_content(&used[i], used[i].size);
    size_t promised = hop_tlsf_largest(arena);
    if ((promised == 0) != (largest == 0))
        fail("largest: something or nothing");
    // The promise may be less than the largest, but of the same list.
    if (largest && (promised > largest - HOP_TLSF_HEADER ||
                    list_of(promised + HOP_TLSF_HEADER) != list_of(largest)))
        fail("largest: another list");
}

static void enter(void *pointer, size_t size)
{
    static unsigned char fill;
    struct used *entry = &used[used_count++];
    *entry = (struct used){pointer, size, ++fill};
    memset(pointer, fill, size);
    if ((uintptr_t)pointer % HOP_TLSF_GRANULE)
        fail("an address that is not aligned");
    if (hop_tlsf_usable_size(pointer) < size)
        fail("a block that is too small");
    if (hop_tlsf_block_size(pointer) >= least(size) + HOP_TLSF_BLOCK_MIN)
        fail("a block that is larger than need be");
    if (!hop_tlsf_contains(arena, pointer))
        fail("a block outside of the arena");
    if (hop_tlsf_check(arena, pointer) != HOP_TLSF_SOUND)
        fail("a block that is not sound");
}

// A size is served exactly up to the promise of hop_tlsf_largest.
static bool do_alloc(size_t size)
{
    size_t promised = hop_tlsf_largest(arena);
    void *pointer = hop_tlsf_alloc(arena, size);
    if (!!pointer != (promised && least(size) - HOP_TLSF_HEADER <= promised))
        fail("an allocation that hop_tlsf_largest says otherwise of");
    if (pointer)
        enter(pointer, size);
    return pointer;
}

static void do_alloc_aligned(size_t alignment, size_t size)
{
    size_t promised = hop_tlsf_largest(arena);
    void *pointer = hop_tlsf_alloc_aligned(arena, alignment, size);
    if (!pointer && promised >= least(size) + alignment + HOP_TLSF_BLOCK_MIN)
        fail("an aligned allocation that failed");
    if (!pointer)
        return;
    if ((uintptr_t)pointer % alignment)
        fail("an address that is not a multiple of its alignment");
    enter(pointer, size);
}

static void do_free(unsigned index)
{
    hop_tlsf_free(arena, used[index].pointer);
    used[index] = used[--used_count];
}

// In place exactly if the block is large enough, or with the free one behind it.
static void do_resize(unsigned index, size_t size)
{
    struct used *entry = &used[index];
    struct hop_tlsf_block *block = block_of(entry->pointer);
    size_t room = block_size(block);
    struct hop_tlsf_block *behind = block_behind(block, room);
    if (behind->head & HOP_TLSF_FREE)
        room += block_size(behind);
    bool done = hop_tlsf_resize(arena, entry->pointer, size);
    if (done != (least(size) <= room))
        fail("a resize that there was room for, or none");
    if (!done)
        return;
    check_content(entry, size < entry->size ? size : entry->size);
    if (hop_tlsf_usable_size(entry->pointer) < size ||
        hop_tlsf_block_size(entry->pointer) >= least(size) + HOP_TLSF_BLOCK_MIN)
        fail("a block resized to a wrong size");
    entry->size = size;
    memset(entry->pointer, entry->fill, size);
}

static void begin(void *memory, size_t size)
{
    used_count = 0;
    arena = hop_tlsf_create(memory, size);
    if (!arena)
        fail("no arena");
}

static unsigned long random_state = 88172645463325252ul;

static unsigned long next_random(unsigned long below)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % below;
}

// Sizes of every magnitude, mostly small.
static size_t random_size(void)
{
    return next_random(1ul << next_random(14));
}

// Plays every history of at most `length` steps of `kinds` kinds, each from the
// start, and checks the end of each: so every state on the way is checked too.
static void play_all(void (*step)(unsigned kind), unsigned kinds, unsigned length)
{
    static _Alignas(64) unsigned char memory[600 + 40 * WORD];
    char text[16] = {0};
    unsigned long count = 1;
    history = text;
    for (unsigned steps = 1; steps <= length; steps++) {
        count *= kinds;
        for (unsigned long number = 0; number < count; number++) {
            unsigned long rest = number;
            begin(memory, sizeof memory);
            for (unsigned i = 0; i < steps; i++, rest /= kinds) {
                text[i] = (char)('a' + rest % kinds);
                step((unsigned)(rest % kinds));
            }
            check_all();
        }
    }
}

// Plays random steps in arenas of different alignments, and frees all that is left.
static void play_random(void (*step)(void))
{
    static _Alignas(64) unsigned char memory[200000];
    history = "random steps";
    for (unsigned offset = 0; offset < 4; offset++) {
        begin(memory + offset * WORD / 2, sizeof memory - 61 * offset);
        for (unsigned i = 0; i < 20000; i++) {
            step();
            if (i % 8 == 0)
                check_all();
        }
        while (used_count)
            do_free(0);
        check_all();
        CHECK_EQUAL(hop_tlsf_largest(arena) + HOP_TLSF_HEADER, hop_tlsf_total(arena));
    }
}
