// RUN: %host_cc -O1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t && %t
// RUN: %host_cc -O1 -DHOP_MEM_DEBUG=1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t.debug && %t.debug
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena against its model, over all short histories of a small arena and random
// ones of a large one.
#include "Inputs/tlsf_model.h"

// Allocations of three sizes, frees, resizes and an aligned one.
enum { KINDS = 11, LENGTH = 6 };

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

// One list more than the arena has: behind its heads may be a word of what memory held before.
static void test_beyond_lists(void)
{
    static _Alignas(64) unsigned char memory[4096 + 64];
    history = "beyond the lists";
    for (unsigned offset = 0; offset < HOP_TLSF_GRANULE; offset += WORD) {
        for (size_t size = 1000; size <= 4096; size += WORD) {
            memset(memory, 0xbe, sizeof memory);
            begin(memory + offset, size);
            for (size_t more = size; more < 2 * size; more += size / 16)
                CHECK_EQUAL(do_alloc(more), false);
        }
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
    test_beyond_lists();
    test_misuse();
    play_all(step, KINDS, LENGTH);
    play_random(random_step);
    return check_result();
}
