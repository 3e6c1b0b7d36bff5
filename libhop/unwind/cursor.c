// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bounded little-endian reads, of any alignment: LSDA fields have none. `offset` is never
// beyond the image.
#include "unwind/cursor.h"

struct hop_cursor hop_cursor_open(const struct hop_image *image, uint32_t address)
{
    uint32_t offset = address - image->address;
    bool outside = address < image->address || offset > image->size;
    return (struct hop_cursor){image, outside ? image->size : offset, outside};
}

uint8_t hop_cursor_u8(struct hop_cursor *cursor)
{
    if (cursor->bad || cursor->offset >= cursor->image->size) {
        cursor->bad = true;
        return 0;
    }
    return cursor->image->bytes[cursor->offset++];
}

uint16_t hop_cursor_u16(struct hop_cursor *cursor)
{
    uint16_t low = hop_cursor_u8(cursor);
    uint16_t high = hop_cursor_u8(cursor);
    return cursor->bad ? 0 : (uint16_t)(low | high << 8);
}

uint32_t hop_cursor_u32(struct hop_cursor *cursor)
{
    uint32_t offset = cursor->offset;
    if (cursor->bad || cursor->image->size - offset < 4) {
        cursor->bad = true;
        return 0;
    }
    cursor->offset = offset + 4;
    return hop_image_word(cursor->image, offset);
}

// Reads the bytes of a LEB128. *bits becomes the number of bits seen, at most
// 35. Bits that do not fit 32 must be copies of the sign.
static uint32_t read_leb(struct hop_cursor *cursor, unsigned *bits, bool is_signed)
{
    uint32_t value = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = hop_cursor_u8(cursor);
        uint32_t part = byte & 0x7f;
        if (shift <= 28)
            value |= part << shift;
        bool negative = is_signed && (value & 0x80000000u) != 0;
        if (shift == 28 && part >> 4 != (negative ? 7u : 0u))
            cursor->bad = true;
        if (shift > 28 && part != (negative ? 0x7fu : 0u))
            cursor->bad = true;
        if (shift < 35)
            shift += 7;
    } while ((byte & 0x80) != 0 && !cursor->bad);
    *bits = shift;
    return cursor->bad ? 0 : value;
}

// Most numbers of an LSDA are one byte.
uint32_t hop_cursor_uleb(struct hop_cursor *cursor)
{
    uint32_t offset = cursor->offset;
    if (!cursor->bad && offset < cursor->image->size && cursor->image->bytes[offset] < 0x80) {
        cursor->offset = offset + 1;
        return cursor->image->bytes[offset];
    }
    unsigned bits;
    return read_leb(cursor, &bits, false);
}

int32_t hop_cursor_sleb(struct hop_cursor *cursor)
{
    unsigned bits;
    uint32_t value = read_leb(cursor, &bits, true);
    if (bits < 32 && (value >> (bits - 1) & 1) != 0)
        value |= ~(uint32_t)0 << bits;
    return (int32_t)value;
}

uint32_t hop_cursor_prel31(struct hop_cursor *cursor)
{
    uint32_t place = hop_cursor_address(cursor);
    uint32_t word = hop_cursor_u32(cursor);
    return cursor->bad ? 0 : hop_prel31_target(place, word);
}
