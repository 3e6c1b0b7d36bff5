// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For applications that print crash records of earlier runs; others do not link it.
#include "panic/crash_print.h"

HOP_CHECKED void hop_crash_record_print(const struct hop_crash_record *record)
{
    struct hop_text text;
    text.length = 0;
    hop_text_put(&text, "hop: crash ");
    hop_text_decimal(&text, record->sequence);
    hop_text_put(&text, record->kind == HOP_CRASH_FATAL ? ": fatal: " : ": panic: ");
    hop_crash_print(&text, record);
    hop_text_put(&text, "hop:   ");
    hop_text_decimal(&text, record->time);
    hop_text_put(&text, " ms after reset, ");
    hop_text_decimal(&text, record->generation);
    hop_text_put(&text, " restarts before");
    if ((record->flags & HOP_CRASH_UNFINISHED) != 0)
        hop_text_put(&text, ", cleanups unfinished");
    if ((record->flags & HOP_CRASH_RECLAIMED) != 0) {
        hop_text_put(&text, ", cleanups given up at ");
        hop_text_code(&text, record->reclaimed_at);
    }
    hop_text_end_line(&text);
}
