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

// In .ARM.extab, from `offset` on.
static enum hop_unwind_status open_table(struct hop_opcodes *opcodes, const struct hop_image *extab,
                                         uint32_t offset, uint32_t *lsda)
{
    if (offset > extab->size || extab->size - offset < 4)
        return HOP_UNWIND_MALFORMED;
    uint32_t word = hop_image_word(extab, offset);
    opcodes->words.offset = offset + 4;
    if ((word & 0x80000000u) != 0)
        return open_compact(opcodes, word);

    // Generic model as GCC and clang fill it: the personality routine (not
    // called, so not decoded), count of further words, three opcodes, LSDA.
    if (extab->size - offset < 8)
        return HOP_UNWIND_MALFORMED;
    word = hop_image_word(extab, offset + 4);
    opcodes->words.offset = offset + 8;
    start(opcodes, word, 1, word >> 24);
    *lsda = extab->address + offset + 8 + opcodes->words_left * 4u;
    return HOP_UNWIND_OK;
}

enum hop_unwind_status hop_opcodes_open(struct hop_opcodes *opcodes,
                                        const struct hop_image *extab,
                                        const struct hop_exidx_entry *entry,
                                        uint32_t *lsda)
{
    *lsda = 0;
    opcodes->words = (struct hop_cursor){.image = extab, .offset = extab->size};
    if (entry->inline_word != 0)
        return open_compact(opcodes, entry->inline_word);
    return open_table(opcodes, extab, entry->table - extab->address, lsda);
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
