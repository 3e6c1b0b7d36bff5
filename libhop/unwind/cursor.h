// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading of tables and stacks within bounds. An image maps a range of target
// addresses to bytes, so that the decoders also run on a 64-bit host.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct hop_image {
    const uint8_t *bytes;
    uint32_t address; // target address of bytes[0]
    uint32_t size;
};

// The word at `offset`, which is at most size - 4, whatever its alignment.
static inline uint32_t hop_image_word(const struct hop_image *image, uint32_t offset)
{
    const uint8_t *bytes = image->bytes + offset;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

// A position in an image. Reading past the end, or a malformed number, sets
// `bad` and yields 0; it stays set, so callers may test once after several reads.
struct hop_cursor {
    const struct hop_image *image;
    uint32_t offset;
    bool bad;
};

// Opens at a target address. Bad at once if it lies outside the image.
struct hop_cursor hop_cursor_open(const struct hop_image *image, uint32_t address);

// Target address of the next byte.
static inline uint32_t hop_cursor_address(const struct hop_cursor *cursor)
{
    return cursor->image->address + cursor->offset;
}

uint8_t hop_cursor_u8(struct hop_cursor *cursor);
uint16_t hop_cursor_u16(struct hop_cursor *cursor);
uint32_t hop_cursor_u32(struct hop_cursor *cursor);

// LEB128 numbers that fit 32 bits; longer encodings of such numbers are fine.
uint32_t hop_cursor_uleb(struct hop_cursor *cursor);
int32_t hop_cursor_sleb(struct hop_cursor *cursor);

// What a place-relative 31-bit offset in `word` at `place` denotes (EHABI 5).
static inline uint32_t hop_prel31_target(uint32_t place, uint32_t word)
{
    return place + (uint32_t)((int32_t)(word << 1) >> 1);
}

// The same of the next word.
uint32_t hop_cursor_prel31(struct hop_cursor *cursor);
