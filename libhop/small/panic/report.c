// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/panic.h"

#include "panic/crash.h"
#include "panic/crash_print.h"

void hop_panic_report(const struct hop_panic_info *info)
{
    struct hop_text text;
    const struct hop_crash_record *record = hop_crash_slot(info->sequence);
    text.length = 0;
    hop_text_put(&text, "hop: panic: ");
    if (record != NULL) {
        hop_crash_print(&text, record);
        return;
    }
    // Later panics have taken its place.
    hop_text_put(&text, info->text);
    hop_text_end_line(&text);
}
