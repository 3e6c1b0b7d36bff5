// RUN: %src_root/scripts/fuzz.sh --out %t 7 exidx
// SOURCES: unwind/cursor.c unwind/exidx.c
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: pc (4 bytes), then the index. In a sorted one the entry that is found is the last at or below pc,
// as going through all of them finds it.
#include "unwind/exidx.h"

#include "input.h"

enum { TABLE = 0x9000, ENTRY = 8, NONE = -1 };

static uint32_t function_at(const struct hop_image *table, uint32_t index)
{
    struct hop_cursor cursor = hop_cursor_open(table, TABLE + index * ENTRY);
    return hop_cursor_prel31(&cursor) & ~1u;
}

static bool is_sorted(const struct hop_image *table)
{
    for (uint32_t i = 1; i < table->size / ENTRY; i++)
        if (function_at(table, i - 1) > function_at(table, i))
            return false;
    return true;
}

static int last_at_or_below(const struct hop_image *table, uint32_t pc)
{
    int last = NONE;
    for (uint32_t i = 0; i < table->size / ENTRY; i++)
        if (function_at(table, i) <= pc)
            last = (int)i;
    return last;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    uint32_t pc = take_u32(&input), start, end;
    struct hop_image table = take_image(&input, TABLE, input.left);
    struct hop_exidx_entry entry, other;
    uint32_t found = pc;

    hop_exidx_range(&table, &start, &end);
    enum hop_unwind_status status = hop_exidx_find(&table, pc, &found, &entry);
    if (is_sorted(&table)) {
        int expected = last_at_or_below(&table, pc);
        MUST((status == HOP_UNWIND_NO_ENTRY) == (expected == NONE));
        MUST(expected == NONE || entry.function == function_at(&table, (uint32_t)expected));
    }
    if (status != HOP_UNWIND_NO_ENTRY) {
        uint32_t again = found;
        MUST(found < table.size / ENTRY);
        MUST(hop_exidx_find(&table, pc, &again, &other) == status);
        MUST(again == found && other.function == entry.function);
    }
    if (status == HOP_UNWIND_OK)
        MUST(entry.inline_word == 0 || (entry.inline_word >> 24 == 0x80 && entry.table == 0));
    drop_image(&table);
    return 0;
}
