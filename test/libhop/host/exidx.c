// RUN: %host_cc %s %libhop/unwind/cursor.c %libhop/unwind/exidx.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lookup in the index: borders of functions, tables of every small size, the
// three kinds of entry, and what is not allowed.
#include "unwind/exidx.h"

#include "check.h"
#include "image_builder.h"

enum { TABLE = 0x9000, CODE = 0x100, EXTAB = 0x9800, CANTUNWIND = 1 };

// Wherever it is looked at first, the same is found.
static enum hop_unwind_status find(const struct hop_image *image, uint32_t pc, struct hop_exidx_entry *entry)
{
    uint32_t count = image->size / 8, first = UINT32_MAX;
    enum hop_unwind_status expected = hop_exidx_find(image, pc, &first, entry);
    for (uint32_t guess = 0; guess <= count; guess++) {
        struct hop_exidx_entry other = {0};
        uint32_t found = guess;
        CHECK_EQUAL(hop_exidx_find(image, pc, &found, &other), expected);
        if (expected != HOP_UNWIND_NO_ENTRY) {
            CHECK_EQUAL(found, first);
            CHECK_EQUAL(other.function, entry->function);
        }
    }
    return expected;
}

// Functions at CODE, CODE + 0x10, ...; each entry's inline opcodes tell its index.
static struct builder sorted(unsigned count)
{
    struct builder table = {.address = TABLE};
    for (unsigned i = 0; i < count; i++) {
        build_prel31(&table, CODE + i * 0x10);
        build_word(&table, 0x80000000u + i);
    }
    return table;
}

static void test_search(void)
{
    for (unsigned count = 0; count <= 20; count++) {
        struct builder table = sorted(count);
        struct hop_image image = built(&table);
        struct hop_exidx_entry entry;
        CHECK_EQUAL(find(&image, CODE - 1, &entry), HOP_UNWIND_NO_ENTRY);
        for (unsigned i = 0; i < count; i++) {
            uint32_t function = CODE + i * 0x10;
            CHECK_EQUAL(find(&image, function, &entry), HOP_UNWIND_OK);
            CHECK_EQUAL(entry.function, function);
            CHECK_EQUAL(entry.inline_word, 0x80000000u + i);
            CHECK_EQUAL(entry.table, 0);
            CHECK_EQUAL(find(&image, function + 0xf, &entry), HOP_UNWIND_OK);
            CHECK_EQUAL(entry.function, function);
        }
    }
}

static void test_kinds(void)
{
    struct builder table = {.address = TABLE};
    build_prel31(&table, 0x100 | 1); // a function symbol's Thumb bit may show
    build_prel31(&table, EXTAB);
    build_prel31(&table, 0x200);
    build_word(&table, CANTUNWIND);
    build_prel31(&table, 0x300);
    build_word(&table, 0x81010000); // a long form may not be inlined
    build_prel31(&table, 0x400);
    build_word(&table, 0x80a8b0b0);
    struct hop_image image = built(&table);
    struct hop_exidx_entry entry;

    CHECK_EQUAL(find(&image, 0x100, &entry), HOP_UNWIND_OK);
    CHECK_EQUAL(entry.function, 0x100);
    CHECK_EQUAL(entry.table, EXTAB);
    CHECK_EQUAL(entry.inline_word, 0);
    CHECK_EQUAL(find(&image, 0x2fe, &entry), HOP_UNWIND_CANTUNWIND);
    CHECK_EQUAL(entry.function, 0x200);
    CHECK_EQUAL(find(&image, 0x300, &entry), HOP_UNWIND_MALFORMED);
    CHECK_EQUAL(find(&image, 0xfffffffe, &entry), HOP_UNWIND_OK);
    CHECK_EQUAL(entry.inline_word, 0x80a8b0b0);
}

// Half an entry at the end of the table is not looked at.
static void test_truncated(void)
{
    struct builder table = sorted(2);
    struct hop_image image = built(&table);
    image.size -= 4;
    struct hop_exidx_entry entry;
    CHECK_EQUAL(find(&image, CODE + 0x10, &entry), HOP_UNWIND_OK);
    CHECK_EQUAL(entry.function, CODE);
    image.size = 4;
    CHECK_EQUAL(find(&image, CODE, &entry), HOP_UNWIND_NO_ENTRY);
}

int main(void)
{
    test_search();
    test_kinds();
    test_truncated();
    return check_result();
}
