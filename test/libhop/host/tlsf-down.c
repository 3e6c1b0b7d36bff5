// RUN: %host_cc -O1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_down.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t && %t
// RUN: %host_cc -O1 -DHOP_MEM_DEBUG=1 %s %libhop/mem/tlsf.c %libhop/mem/tlsf_align.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_down.c %libhop/mem/tlsf_largest.c %libhop/mem/tlsf_resize.c -o %t.debug && %t.debug
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that grow downwards, against the arena's model, over all short histories of a
// small arena and random ones of a large one.
#include "Inputs/tlsf_down_model.h"

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
