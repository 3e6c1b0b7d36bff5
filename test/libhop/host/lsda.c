// RUN: %host_cc %s %libhop/unwind/cursor.c %libhop/unwind/lsda.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Call sites in every encoding, action chains that clean up or only catch,
// tables cut at every length, and loops.
#include "unwind/lsda.h"

#include "check.h"
#include "image_builder.h"

enum { EXTAB = 0x9800, LSDA = EXTAB + 4, FUNCTION = 0x400 };
enum { OMIT = 0xff, ABSPTR = 0x00, ULEB = 0x01, UDATA2 = 0x02, UDATA4 = 0x03,
       SLEB = 0x09, SDATA2 = 0x0a, SDATA4 = 0x0b, PCREL = 0x10, INDIRECT = 0x80 };

struct site {
    uint16_t start, length, pad;
    uint8_t action;
};

// One call that cleans up, one without a pad, one that only catches, one that
// catches and cleans up, one that catches two types.
static const struct site sites[] = {
    {0x10, 4, 0x80, 0}, {0x20, 4, 0, 0}, {0x30, 4, 0x90, 1},
    {0x40, 4, 0xa0, 5}, {0x1200, 0x100, 0x60, 3},
};

// filter, offset from itself to the next record. Record 1: {1, end}.
// Record 3: {2, to record 1}. Record 5: {1, to record 7}. Record 7: {0, end}.
static const uint8_t actions[] = {0x01, 0x00, 0x02, 0x7d, 0x01, 0x01, 0x00, 0x00};

static unsigned field_size(uint8_t encoding)
{
    switch (encoding & 0xf) {
    case UDATA2:
    case SDATA2:
        return 2;
    case ULEB:
    case SLEB:
        return 3; // padded
    default:
        return 4;
    }
}

static void build_field(struct builder *builder, uint8_t encoding, uint16_t value)
{
    unsigned size = field_size(encoding);
    if (size == 3) {
        build_byte(builder, 0x80 | (value & 0x7f));
        build_byte(builder, 0x80 | (value >> 7 & 0x7f));
        build_byte(builder, value >> 14);
        return;
    }
    for (unsigned i = 0; i < size; i++)
        build_byte(builder, i < 2 ? (uint8_t)(value >> 8 * i) : 0);
}

static struct builder build_lsda(uint8_t base, uint8_t type, uint8_t encoding)
{
    struct builder table = {.address = EXTAB};
    build_word(&table, 0xeeeeeeee);
    build_byte(&table, base);
    if (base == ABSPTR)
        build_word(&table, 0x2000);
    else if (base == (PCREL | SDATA4))
        build_word(&table, 0x2000 - (table.address + table.size));
    build_byte(&table, type);
    if (type != OMIT)
        build_byte(&table, 0x2c);
    build_byte(&table, encoding);
    unsigned count = sizeof sites / sizeof sites[0];
    unsigned length = count * (3 * field_size(encoding) + 1);
    build_byte(&table, 0x80 | (length & 0x7f));
    build_byte(&table, (uint8_t)(length >> 7));
    for (unsigned i = 0; i < count; i++) {
        build_field(&table, encoding, sites[i].start);
        build_field(&table, encoding, sites[i].length);
        build_field(&table, encoding, sites[i].pad);
        build_byte(&table, sites[i].action);
    }
    build_bytes(&table, actions, sizeof actions);
    return table;
}

static uint32_t pad_of(const struct builder *table, uint32_t offset)
{
    struct hop_image extab = built(table);
    uint32_t pad = 0x55;
    CHECK_EQUAL(hop_lsda_find(&extab, LSDA, FUNCTION, FUNCTION + offset, &pad),
                HOP_UNWIND_OK);
    return pad;
}

static void check_sites(const struct builder *table, uint32_t pad_base)
{
    CHECK_EQUAL(pad_of(table, 0x00), 0);
    CHECK_EQUAL(pad_of(table, 0x0f), 0);
    CHECK_EQUAL(pad_of(table, 0x10), pad_base + 0x80);
    CHECK_EQUAL(pad_of(table, 0x13), pad_base + 0x80);
    CHECK_EQUAL(pad_of(table, 0x14), 0);
    CHECK_EQUAL(pad_of(table, 0x22), 0);                // no pad
    CHECK_EQUAL(pad_of(table, 0x32), 0);                // catches only
    CHECK_EQUAL(pad_of(table, 0x42), pad_base + 0xa0); // catches and cleans up
    CHECK_EQUAL(pad_of(table, 0x12ff), 0);              // catches two types
    CHECK_EQUAL(pad_of(table, 0x1300), 0);
}

static void test_encodings(void)
{
    static const uint8_t encodings[] = {ABSPTR, ULEB, UDATA2, UDATA4,
                                        SLEB,   SDATA2, SDATA4};
    for (unsigned i = 0; i < sizeof encodings; i++) {
        struct builder table = build_lsda(OMIT, OMIT, encodings[i]);
        check_sites(&table, FUNCTION);
        table = build_lsda(OMIT, PCREL | SDATA4, encodings[i]);
        check_sites(&table, FUNCTION);
    }
    struct builder table = build_lsda(ABSPTR, OMIT, ULEB);
    check_sites(&table, 0x2000);
    table = build_lsda(PCREL | SDATA4, OMIT, ULEB);
    check_sites(&table, 0x2000);
}

static void test_refused_encodings(void)
{
    static const uint8_t refused[] = {0x04, 0x0c, 0x0f, ULEB | 0x20, ULEB | 0x30,
                                      ULEB | 0x50, UDATA4 | INDIRECT};
    for (unsigned i = 0; i < sizeof refused; i++) {
        struct builder table = build_lsda(OMIT, OMIT, refused[i]);
        struct hop_image extab = built(&table);
        uint32_t pad;
        CHECK_EQUAL(hop_lsda_find(&extab, LSDA, FUNCTION, FUNCTION + 0x10, &pad),
                    HOP_UNWIND_MALFORMED);
        CHECK_EQUAL(pad, 0);
    }
}

// What cannot be read is never taken for a pad: a cut table gives an error, or
// the answer of the whole one where it ends before the cut.
static void test_truncated(void)
{
    struct builder table = build_lsda(OMIT, PCREL | SDATA4, ULEB);
    static const uint32_t calls[] = {0x00, 0x10, 0x20, 0x30, 0x40, 0x1200, 0x2000};
    for (unsigned c = 0; c < sizeof calls / sizeof calls[0]; c++) {
        uint32_t whole = pad_of(&table, calls[c]);
        for (uint32_t size = 0; size < table.size; size++) {
            struct hop_image extab = built(&table);
            extab.size = size;
            uint32_t pad;
            enum hop_unwind_status status =
                hop_lsda_find(&extab, LSDA, FUNCTION, FUNCTION + calls[c], &pad);
            CHECK_EQUAL(status == HOP_UNWIND_OK ? pad : whole, whole);
        }
    }
}

static void test_action_loop(void)
{
    struct builder table = {.address = EXTAB};
    build_word(&table, 0xeeeeeeee);
    // omit, omit, uleb, 4 bytes: {0, 8, 0x20, action 1}; record 1 is its own next
    build_bytes(&table, "\xff\xff\x01\x04\x00\x08\x20\x01\x01\x7f", 10);
    struct hop_image extab = built(&table);
    uint32_t pad;
    CHECK_EQUAL(hop_lsda_find(&extab, LSDA, FUNCTION, FUNCTION, &pad),
                HOP_UNWIND_MALFORMED);
    CHECK_EQUAL(pad, 0);
}

int main(void)
{
    test_encodings();
    test_refused_encodings();
    test_truncated();
    test_action_loop();
    return check_result();
}
