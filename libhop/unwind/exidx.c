// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Index table entries are two words (EHABI 5): prel31 of the function, then
// EXIDX_CANTUNWIND, an inline compact entry (bit 31), or prel31 into .ARM.extab.
#include "unwind/exidx.h"

enum { ENTRY_SIZE = 8, CANTUNWIND = 1 };

// With the Thumb bit, if the symbol has it. `index` is below the number of entries.
static inline uint32_t symbol_at(const struct hop_image *exidx, uint32_t index)
{
    uint32_t offset = index * ENTRY_SIZE;
    return hop_prel31_target(exidx->address + offset, hop_image_word(exidx, offset));
}

static uint32_t function_at(const struct hop_image *exidx, uint32_t index)
{
    return symbol_at(exidx, index) & ~(uint32_t)1;
}

static enum hop_unwind_status decode(const struct hop_image *exidx, uint32_t index,
                                     struct hop_exidx_entry *entry)
{
    uint32_t offset = index * ENTRY_SIZE + 4;
    uint32_t word = hop_image_word(exidx, offset);

    *entry = (struct hop_exidx_entry){.function = function_at(exidx, index)};
    if (word == CANTUNWIND)
        return HOP_UNWIND_CANTUNWIND;
    if ((word & 0x80000000u) == 0) {
        entry->table = hop_prel31_target(exidx->address + offset, word);
        return HOP_UNWIND_OK;
    }
    // Only the short form may be inlined (EHABI 6): 0x80 in the top byte.
    if (word >> 24 != 0x80)
        return HOP_UNWIND_MALFORMED;
    entry->inline_word = word;
    return HOP_UNWIND_OK;
}

enum hop_unwind_status hop_exidx_find(const struct hop_image *exidx, uint32_t pc,
                                      struct hop_exidx_entry *entry)
{
    uint32_t low = 0;
    uint32_t high = exidx->size / ENTRY_SIZE;

    // Invariant: entries below `low` start at or below pc, those from `high` on above. The
    // Thumb bit of a symbol makes no difference to a pc that has it.
    pc |= 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (symbol_at(exidx, middle) <= pc)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return HOP_UNWIND_NO_ENTRY;
    return decode(exidx, low - 1, entry);
}

void hop_exidx_range(const struct hop_image *exidx, uint32_t *start, uint32_t *end)
{
    uint32_t count = exidx->size / ENTRY_SIZE;
    *start = count != 0 ? function_at(exidx, 0) : 0;
    *end = count != 0 ? function_at(exidx, count - 1) : 0;
}
