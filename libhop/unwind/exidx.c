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

// Whether there is such an entry, and its function starts at or below `pc`, which has the Thumb bit.
static inline bool is_at_or_below(const struct hop_image *exidx, uint32_t index, uint32_t pc)
{
    return index < exidx->size / ENTRY_SIZE && symbol_at(exidx, index) <= pc;
}

// The last such entry, if the first is one. `count` is not 0.
static uint32_t last_up_to(const struct hop_image *exidx, uint32_t count, uint32_t pc)
{
    uint32_t index = 0;

    // Invariant: it is among the `count` entries from `index` on.
    while (count > 1) {
        uint32_t half = count / 2;
        if (symbol_at(exidx, index + half) <= pc)
            index += half;
        count -= half;
    }
    return index;
}

enum hop_unwind_status hop_exidx_find(const struct hop_image *exidx, uint32_t pc,
                                      uint32_t *found, struct hop_exidx_entry *entry)
{
    uint32_t count = exidx->size / ENTRY_SIZE, index = *found;

    pc |= 1; // the Thumb bit of a symbol makes no difference to a pc that has it
    if (!is_at_or_below(exidx, index, pc) || is_at_or_below(exidx, index + 1, pc)) {
        if (count != 0)
            index = last_up_to(exidx, count, pc);
        if (count == 0 || symbol_at(exidx, index) > pc)
            return HOP_UNWIND_NO_ENTRY;
        *found = index;
    }
    return decode(exidx, index, entry);
}

void hop_exidx_range(const struct hop_image *exidx, uint32_t *start, uint32_t *end)
{
    uint32_t count = exidx->size / ENTRY_SIZE;
    *start = count != 0 ? function_at(exidx, 0) : 0;
    *end = count != 0 ? function_at(exidx, count - 1) : 0;
}
