// RUN: %host_cc -O1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t && %t
// RUN: %host_cc -O1 -DHOP_MEM_DEBUG=1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t.debug && %t.debug
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena against a model that knows nothing of lists: a row of blocks, in use
// or free, by address. After every step the arena is walked, header by header,
// and must be that row; each block's content must be untouched; and an
// allocation must succeed exactly when the model finds a block that it promises.
// Exhaustive over all short histories of a small arena, random over a large one.
#include "mem/tlsf_block.h"

#include "check.h"

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

// Every history of `length` steps of these: allocations of three sizes, frees,
// resizes and an aligned one. Played from the start each time.
enum { STEPS = 11, LENGTH = 6 };

static void step(unsigned kind)
{
    static const size_t sizes[] = {1, 5 * WORD, 16 * WORD};
    if (kind < 3)
        do_alloc(sizes[kind]);
    else if (kind < 7 && kind - 3 < used_count)
        do_free(kind - 3);
    else if (kind == 7 && used_count > 0)
        do_resize(0, 3 * WORD);
    else if (kind == 8 && used_count > 0)
        do_resize(0, 13 * WORD);
    else if (kind == 9 && used_count > 1)
        do_resize(1, 6 * WORD);
    else if (kind == 10)
        do_alloc_aligned(8 * WORD, 2 * WORD);
}

static void test_exhaustive(void)
{
    static _Alignas(64) unsigned char memory[600 + 40 * WORD];
    char text[LENGTH + 1] = {0};
    unsigned long count = 1;
    for (unsigned i = 0; i < LENGTH; i++)
        count *= STEPS;
    for (unsigned long number = 0; number < count; number++) {
        unsigned long rest = number;
        begin(memory, sizeof memory);
        history = text;
        for (unsigned i = 0; i < LENGTH; i++, rest /= STEPS) {
            text[i] = (char)('a' + rest % STEPS);
            step((unsigned)(rest % STEPS));
        }
        check_all();
    }
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

static void random_step(void)
{
    unsigned long kind = next_random(10);
    if (kind < 4 && used_count < USED_MAX)
        do_alloc(random_size());
    else if (kind < 5 && used_count < USED_MAX)
        do_alloc_aligned(1ul << next_random(12), random_size());
    else if (kind < 8 && used_count)
        do_free((unsigned)next_random(used_count));
    else if (used_count)
        do_resize((unsigned)next_random(used_count), random_size());
}

static void test_random(void)
{
    static _Alignas(64) unsigned char memory[200000];
    history = "random steps";
    for (unsigned offset = 0; offset < 4; offset++) {
        begin(memory + offset * WORD / 2, sizeof memory - 61 * offset);
        for (unsigned i = 0; i < 20000; i++) {
            random_step();
            if (i % 8 == 0)
                check_all();
        }
        while (used_count)
            do_free(0);
        check_all();
        CHECK_EQUAL(hop_tlsf_largest(arena) + HOP_TLSF_HEADER, hop_tlsf_total(arena));
    }
}

// Both neighbours, either, none.
static void test_coalescing(void)
{
    static _Alignas(64) unsigned char memory[4096];
    history = "coalescing";
    for (unsigned mask = 0; mask < 4; mask++) {
        begin(memory, sizeof memory);
        for (unsigned i = 0; i < 4; i++)
            do_alloc(100);
        unsigned char *middle = used[1].pointer;
        size_t bytes = hop_tlsf_block_size(middle);
        if (mask & 1)
            hop_tlsf_free(arena, used[0].pointer);
        if (mask & 2)
            hop_tlsf_free(arena, used[2].pointer);
        hop_tlsf_free(arena, middle);
        struct hop_tlsf_block *joined = block_of(mask & 1 ? used[0].pointer : middle);
        CHECK_EQUAL(block_size(joined), bytes * (1 + (mask & 1) + (mask >> 1)));
    }
}

// Sizes that no memory has, and arenas that are too small for a block.
static void test_limits(void)
{
    static _Alignas(64) unsigned char memory[4096];
    history = "limits";
    begin(memory, sizeof memory);
    static const size_t huge[] = {SIZE_MAX, SIZE_MAX - 3, SIZE_MAX / 2 + 1, 1u << 31,
                                  HOP_TLSF_SIZE_MAX + 1ul, HOP_TLSF_SIZE_MAX, 4096};
    for (unsigned i = 0; i < sizeof huge / sizeof huge[0]; i++) {
        CHECK_EQUAL(hop_tlsf_alloc(arena, huge[i]), 0);
        CHECK_EQUAL(hop_tlsf_alloc_aligned(arena, 16, huge[i]), 0);
        CHECK_EQUAL(hop_tlsf_create(memory, huge[i] < 5000 ? 0 : huge[i] | 1u << 31), 0);
    }
    for (unsigned bit = 12; bit < 64; bit++)
        CHECK_EQUAL(hop_tlsf_alloc_aligned(arena, 1ul << bit, 4000), 0);
    check_all();
    size_t least_size = 0;
    while (!hop_tlsf_create(memory, least_size))
        least_size++;
    for (size_t size = least_size; size < 1000; size++) {
        begin(memory, size);
        check_all();
        CHECK_EQUAL(do_alloc(1), true);
        CHECK_EQUAL(arena->end + HOP_TLSF_HEADER <= (uintptr_t)memory + size, true);
    }
}

// What is found of misuse, and that a header damaged by a write past the block in
// front is.
static void test_misuse(void)
{
    static _Alignas(64) unsigned char memory[4096];
    history = "misuse";
    for (unsigned order = 0; order < 4; order++) {
        begin(memory, sizeof memory);
        void *blocks[4];
        for (unsigned i = 0; i < 4; i++)
            blocks[i] = hop_tlsf_alloc(arena, 100);
        if (order & 1)
            hop_tlsf_free(arena, blocks[0]);
        if (order & 2)
            hop_tlsf_free(arena, blocks[2]);
        CHECK_EQUAL(hop_tlsf_check(arena, blocks[1]), HOP_TLSF_SOUND);
        hop_tlsf_free(arena, blocks[1]);
        CHECK_EQUAL(hop_tlsf_check(arena, blocks[1]), HOP_TLSF_FREED_TWICE);
    }
    begin(memory, sizeof memory);
    unsigned char *first = hop_tlsf_alloc(arena, 100);
    unsigned char *second = hop_tlsf_alloc(arena, 100);
    unsigned char *third = hop_tlsf_alloc(arena, 100);
    memset(second, 0xff, hop_tlsf_usable_size(second));
    CHECK_EQUAL(hop_tlsf_check(arena, second + 1), HOP_TLSF_NOT_A_BLOCK);
    CHECK_EQUAL(hop_tlsf_check(arena, second + 4 * WORD) == HOP_TLSF_SOUND, false);
    memset(second, 0, hop_tlsf_usable_size(second));
    CHECK_EQUAL(hop_tlsf_check(arena, second + 4 * WORD), HOP_TLSF_NOT_A_BLOCK);
    // One byte too many, of every value that a text or a number may have there.
    size_t *damaged = (size_t *)third - (HOP_TLSF_HEADER / WORD);
    size_t saved = *damaged;
    unsigned found = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        *(unsigned char *)damaged = (unsigned char)byte;
        found += hop_tlsf_check(arena, third) != HOP_TLSF_SOUND ||
                 hop_tlsf_check(arena, second) != HOP_TLSF_SOUND;
        *damaged = saved;
    }
    // All but the right one, without the canary all that are no likely size.
    CHECK_EQUAL(found >= (HOP_MEM_DEBUG ? 255 : 220), true);
    CHECK_EQUAL(hop_tlsf_check(arena, first), HOP_TLSF_SOUND);
}

int main(void)
{
    test_coalescing();
    test_limits();
    test_misuse();
    test_exhaustive();
    test_random();
    return check_result();
}
