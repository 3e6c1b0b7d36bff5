// RUN: %host_cc %s %libhop/unwind/cursor.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bounded reads: every width at the end of its image, LEB128 at and beyond 32
// bits, place-relative offsets in both directions.
#include "unwind/cursor.h"

#include "check.h"

#include <string.h>

enum { BASE = 0x8000 };

static struct hop_image image(const uint8_t *bytes, uint32_t size)
{
    return (struct hop_image){bytes, BASE, size};
}

static void test_bounds(void)
{
    static const uint8_t bytes[] = {0x11, 0x22, 0x33, 0x44, 0x55};
    struct hop_image five = image(bytes, sizeof bytes);

    struct hop_cursor cursor = hop_cursor_open(&five, BASE + 1);
    CHECK_EQUAL(hop_cursor_u32(&cursor), 0x55443322);
    CHECK_EQUAL(hop_cursor_address(&cursor), BASE + 5);
    CHECK_EQUAL(cursor.bad, false);
    CHECK_EQUAL(hop_cursor_u8(&cursor), 0);
    CHECK_EQUAL(cursor.bad, true);

    cursor = hop_cursor_open(&five, BASE + 2);
    CHECK_EQUAL(hop_cursor_u32(&cursor), 0);
    CHECK_EQUAL(cursor.bad, true);

    cursor = hop_cursor_open(&five, BASE + 4);
    CHECK_EQUAL(hop_cursor_u16(&cursor), 0);
    CHECK_EQUAL(cursor.bad, true);

    CHECK_EQUAL(hop_cursor_open(&five, BASE + 5).bad, false);
    CHECK_EQUAL(hop_cursor_open(&five, BASE + 6).bad, true);
    CHECK_EQUAL(hop_cursor_open(&five, BASE - 1).bad, true);
    CHECK_EQUAL(hop_cursor_open(&five, 0xffffffff).bad, true);
}

struct leb_case {
    const char *bytes;
    unsigned size;
    bool bad;
    uint32_t value;
};

static const struct leb_case uleb_cases[] = {
    {"\x00", 1, false, 0},
    {"\x7f", 1, false, 127},
    {"\x80\x01", 2, false, 128},
    {"\xe5\x8e\x26", 3, false, 624485},
    {"\x80\x80\x80\x00", 4, false, 0}, // padded, as assemblers align with
    {"\xff\xff\xff\xff\x0f", 5, false, 0xffffffff},
    {"\xff\xff\xff\xff\x1f", 5, true, 0}, // 33 bits
    {"\xff\xff\xff\xff\x8f\x80\x00", 7, false, 0xffffffff},
    {"\xff\xff\xff\xff\x8f\x01", 6, true, 0},
    {"\x80", 1, true, 0}, // truncated
    {"", 0, true, 0},
};

static const struct leb_case sleb_cases[] = {
    {"\x00", 1, false, 0},
    {"\x3f", 1, false, 63},
    {"\x40", 1, false, (uint32_t)-64},
    {"\x7f", 1, false, (uint32_t)-1},
    {"\xc0\xbb\x78", 3, false, (uint32_t)-123456},
    {"\x80\x80\x80\x80\x78", 5, false, 0x80000000},
    {"\xff\xff\xff\xff\x07", 5, false, 0x7fffffff},
    {"\xff\xff\xff\xff\x7f", 5, false, (uint32_t)-1},
    {"\xff\xff\xff\xff\xff\x7f", 6, false, (uint32_t)-1},
    {"\xff\xff\xff\xff\x0f", 5, true, 0}, // neither sign
    {"\xff\xff\xff\xff\xff\x00", 6, true, 0},
    {"\xff\xff", 2, true, 0},
};

static void test_leb(const struct leb_case *cases, unsigned count, bool is_signed)
{
    for (unsigned i = 0; i < count; i++) {
        struct hop_image leb = image((const uint8_t *)cases[i].bytes, cases[i].size);
        struct hop_cursor cursor = hop_cursor_open(&leb, BASE);
        uint32_t value = is_signed ? (uint32_t)hop_cursor_sleb(&cursor)
                                   : hop_cursor_uleb(&cursor);
        if (cursor.bad != cases[i].bad || value != cases[i].value)
            printf("%s case %u:\n", is_signed ? "sleb" : "uleb", i);
        CHECK_EQUAL(cursor.bad, cases[i].bad);
        CHECK_EQUAL(value, cases[i].bad ? 0 : cases[i].value);
        if (!cases[i].bad)
            CHECK_EQUAL(cursor.offset, cases[i].size);
    }
}

static void test_prel31(void)
{
    // At 0x8000: +0x10. At 0x8004: -4. Bit 31 is not part of the offset.
    static const uint8_t bytes[] = {0x10, 0, 0, 0x80, 0xfc, 0xff, 0xff, 0x7f};
    struct hop_image words = image(bytes, sizeof bytes);
    struct hop_cursor cursor = hop_cursor_open(&words, BASE);
    CHECK_EQUAL(hop_cursor_prel31(&cursor), 0x8010);
    CHECK_EQUAL(hop_cursor_prel31(&cursor), 0x8000);
    CHECK_EQUAL(hop_cursor_prel31(&cursor), 0);
    CHECK_EQUAL(cursor.bad, true);
}

int main(void)
{
    test_bounds();
    test_leb(uleb_cases, sizeof uleb_cases / sizeof uleb_cases[0], false);
    test_leb(sleb_cases, sizeof sleb_cases / sizeof sleb_cases[0], true);
    test_prel31();
    return check_result();
}
