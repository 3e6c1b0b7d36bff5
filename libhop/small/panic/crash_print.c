// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reason in words, and the whole record in digits, which hop-decode makes the usual lines of.
#include "panic/crash_print.h"

void hop_crash_print(struct hop_text *text, const struct hop_crash_record *record)
{
    hop_text_put(text, record->reason);
    hop_text_put(text, " in task '");
    hop_text_put(text, record->task);
    hop_text_put(text, "'");
    hop_text_end_line(text);
    hop_text_put(text, "hop: record ");
    const uint32_t *end = (const uint32_t *)(record + 1);
    for (const uint32_t *word = &record->magic; word < end; word++)
        hop_text_address(text, *word);
    hop_text_end_line(text);
}
