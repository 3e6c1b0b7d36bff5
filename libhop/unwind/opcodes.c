// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/opcodes.h"

// `word` is the first one with opcodes, below `skip` bytes of other content.
static void start(struct hop_opcodes *opcodes, uint32_t word, unsigned skip,
                  unsigned extra_words)
{
    opcodes->word = word << 8 * skip;
    opcodes->bytes_left = (uint8_t)(4 - skip);
    opcodes->words_left = (uint8_t)extra_words;
}

// `word` is the first one of a compact entry: 1000 index data (EHABI 6.3).
static enum hop_unwind_status open_compact(struct hop_opcodes *opcodes, uint32_t word)
{
    unsigned index = word >> 24 & 0x7f;
    if (index == 0) // three opcodes
        start(opcodes, word, 1, 0);
    else if (index <= 2) // count of further words, two opcodes
        start(opcodes, word, 2, word >> 16 & 0xff);
    else
        return HOP_UNWIND_MALFORMED;
    return HOP_UNWIND_OK;
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
    start(opcodes, word, 1, word >> 24);
    *lsda = hop_cursor_address(&opcodes->words) + opcodes->words_left * 4u;
    return HOP_UNWIND_OK;
}

bool hop_opcodes_next_word(struct hop_opcodes *opcodes)
{
    if (opcodes->words_left == 0)
        return false;
    opcodes->words_left--;
    opcodes->word = hop_cursor_u32(&opcodes->words);
    opcodes->bytes_left = 4;
    return !opcodes->words.bad;
}
