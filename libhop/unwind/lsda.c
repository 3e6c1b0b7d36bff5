// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The header, then the call-site table (sorted, but scanned to its end or to
// the first range above the call), then the action table. A kill is no
// exception: no catch clause matches it, so types are never looked at.
#include "unwind/lsda.h"

// Pointer encodings, DW_EH_PE_*.
enum {
    FORMAT = 0x0f,
    ABSPTR = 0x00,
    ULEB128 = 0x01,
    UDATA2 = 0x02,
    UDATA4 = 0x03,
    SLEB128 = 0x09,
    SDATA2 = 0x0a,
    SDATA4 = 0x0b,
    APPLICATION = 0x70,
    PCREL = 0x10,
    INDIRECT = 0x80,
    OMIT = 0xff,
};

// An action chain is as long as the catch clauses around a call; a longer one
// is a loop in a damaged table.
enum { CHAIN_MAX = 256 };

static uint32_t read_format(struct hop_cursor *cursor, uint8_t encoding)
{
    switch (encoding & FORMAT) {
    case ABSPTR:
    case UDATA4:
    case SDATA4:
        return hop_cursor_u32(cursor);
    case ULEB128:
        return hop_cursor_uleb(cursor);
    case SLEB128:
        return (uint32_t)hop_cursor_sleb(cursor);
    case UDATA2:
        return hop_cursor_u16(cursor);
    case SDATA2:
        return (uint32_t)(int32_t)(int16_t)hop_cursor_u16(cursor);
    default:
        cursor->bad = true;
        return 0;
    }
}

static uint32_t read_encoded(struct hop_cursor *cursor, uint8_t encoding)
{
    uint32_t place = hop_cursor_address(cursor);
    uint32_t value = read_format(cursor, encoding);
    uint8_t application = encoding & (APPLICATION | INDIRECT);

    if (application == PCREL)
        return value == 0 ? 0 : place + value;
    if (application != 0)
        cursor->bad = true;
    return value;
}

// Looks for a cleanup (filter 0) in the chain that starts at `action`.
static bool has_cleanup(struct hop_cursor *action)
{
    for (unsigned i = 0; i < CHAIN_MAX && !action->bad; i++) {
        int32_t filter = hop_cursor_sleb(action);
        uint32_t place = hop_cursor_address(action);
        int32_t next = hop_cursor_sleb(action);
        if (action->bad)
            break;
        if (filter == 0)
            return true;
        if (next == 0)
            return false;
        *action = hop_cursor_open(action->image, place + (uint32_t)next);
    }
    action->bad = true;
    return false;
}

struct header {
    uint32_t pad_base;
    uint8_t encoding; // of the call-site table
    uint32_t sites_end;
};

// What clang emits where nothing is caught: no bases, call sites in ULEB128, less than 128 bytes of them.
static bool is_short(uint32_t word)
{
    return (word & 0x80ffffff) == (ULEB128 << 16 | OMIT << 8 | OMIT);
}

static struct header read_header(struct hop_cursor *cursor, uint32_t function)
{
    struct header header = {.pad_base = function};
    const struct hop_image *image = cursor->image;
    if (image->size - cursor->offset >= 4) {
        uint32_t word = hop_image_word(image, cursor->offset);
        if (is_short(word)) {
            cursor->offset += 4;
            header.encoding = ULEB128;
            header.sites_end = hop_cursor_address(cursor) + (word >> 24);
            return header;
        }
    }
    uint8_t base_encoding = hop_cursor_u8(cursor);
    if (base_encoding != OMIT)
        header.pad_base = read_encoded(cursor, base_encoding);
    uint8_t type_encoding = hop_cursor_u8(cursor);
    if (type_encoding != OMIT)
        hop_cursor_uleb(cursor); // where the type table ends
    header.encoding = hop_cursor_u8(cursor);
    uint32_t length = hop_cursor_uleb(cursor);
    header.sites_end = hop_cursor_address(cursor) + length;
    if (header.sites_end < length)
        cursor->bad = true;
    return header;
}

struct site {
    uint32_t start, length, landing, action;
};

// clang's call sites are in ULEB128, and most numbers are one byte: those are read at once.
static struct site read_site(struct hop_cursor *cursor, uint8_t encoding)
{
    const struct hop_image *image = cursor->image;
    uint32_t offset = cursor->offset;
    if (encoding == ULEB128 && image->size - offset >= 4) {
        uint32_t word = hop_image_word(image, offset);
        if ((word & 0x80808080u) == 0) {
            cursor->offset = offset + 4;
            return (struct site){word & 0x7f, word >> 8 & 0x7f, word >> 16 & 0x7f, word >> 24};
        }
    }
    struct site site;
    site.start = read_encoded(cursor, encoding);
    site.length = read_encoded(cursor, encoding);
    site.landing = read_encoded(cursor, encoding);
    site.action = hop_cursor_uleb(cursor);
    return site;
}

enum hop_unwind_status hop_lsda_find(const struct hop_image *extab, uint32_t lsda,
                                     uint32_t function, uint32_t call, uint32_t *pad)
{
    struct hop_cursor cursor = hop_cursor_open(extab, lsda);
    struct header header = read_header(&cursor, function);
    uint32_t offset = call - function;

    *pad = 0;
    while (!cursor.bad && hop_cursor_address(&cursor) < header.sites_end) {
        const struct site site = read_site(&cursor, header.encoding);
        if (offset < site.start)
            break;
        if (cursor.bad || offset - site.start >= site.length)
            continue;
        if (site.landing == 0)
            break;
        // Actions are counted from 1; 0 is a pad that only cleans up.
        if (site.action != 0) {
            cursor = hop_cursor_open(extab, header.sites_end + site.action - 1);
            if (!has_cleanup(&cursor))
                break;
        }
        *pad = header.pad_base + site.landing;
        break;
    }
    return cursor.bad ? HOP_UNWIND_MALFORMED : HOP_UNWIND_OK;
}
