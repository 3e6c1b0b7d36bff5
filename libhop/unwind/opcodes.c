// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/opcodes.h"

// Takes the words that hold opcodes, the first of which has `skip` bytes of
// other content at its top. Returns the address behind the last one.
static uint32_t start(struct hop_opcodes *opcodes, uint32_t word, unsigned skip,
                      unsigned extra_words)
{
    opcodes->word = word << 8 * skip;
    opcodes->bytes_left = (uint8_t)(4 - skip);
    opcodes->words_left = (uint8_t)extra_words;
    return hop_cursor_address(&opcodes->words) + extra_words * 4;
}

// `word` is the first one of a compact entry: 1000 index data (EHABI 6.3).
static enum hop_unwind_status open_compact(struct hop_opcodes *opcodes, uint32_t word)
{
    switch (word >> 24) {
    case 0x80: // three opcodes
        start(opcodes, word, 1, 0);
        return HOP_UNWIND_OK;
    case 0x81: // count of further words, two opcodes
    case 0x82:
        start(opcodes, word, 2, word >> 16 & 0xff);
        return HOP_UNWIND_OK;
    default:
        return HOP_UNWIND_MALFORMED;
    }
}

enum hop_unwind_status hop_opcodes_open(struct hop_opcodes *opcodes,
                                        const struct hop_image *extab,
                                        const struct hop_exidx_entry *entry,
                                        uint32_t *lsda)
{
    *lsda = 0;
    if (entry->inline_word != 0) {
        opcodes->words = (struct hop_cursor){.image = extab, .offset = extab->size};
        return open_compact(opcodes, entry->inline_word);
    }

    opcodes->words = hop_cursor_open(extab, entry->table);
    uint32_t word = hop_cursor_u32(&opcodes->words);
    if (opcodes->words.bad)
        return HOP_UNWIND_MALFORMED;
    if ((word & 0x80000000u) != 0)
        return open_compact(opcodes, word);

    // Generic model as GCC and clang fill it: the personality routine (not
    // called, so not decoded), count of further words, three opcodes, LSDA.
    word = hop_cursor_u32(&opcodes->words);
    if (opcodes->words.bad)
        return HOP_UNWIND_MALFORMED;
    *lsda = start(opcodes, word, 1, word >> 24);
    return HOP_UNWIND_OK;
}

bool hop_opcodes_next(struct hop_opcodes *opcodes, uint8_t *byte)
{
    if (opcodes->bytes_left == 0) {
        if (opcodes->words_left == 0)
            return false;
        opcodes->words_left--;
        opcodes->word = hop_cursor_u32(&opcodes->words);
        opcodes->bytes_left = 4;
        if (opcodes->words.bad)
            return false;
    }
    *byte = (uint8_t)(opcodes->word >> 24);
    opcodes->word <<= 8;
    opcodes->bytes_left--;
    return true;
}
