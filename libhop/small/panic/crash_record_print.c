// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/crash_print.h"

HOP_CHECKED void hop_crash_record_print(const struct hop_crash_record *record)
{
    struct hop_text text;
    text.length = 0;
    hop_text_put(&text, "hop: crash: ");
    hop_crash_print(&text, record);
}
