// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For applications that look at crash records; others do not link it.
#include "panic/crash.h"

HOP_CHECKED int hop_crash_record_read(unsigned age, struct hop_crash_record *record)
{
    const struct hop_crash_record *found = hop_crash_latest_below(UINT32_MAX);
    for (; age > 0 && found != NULL; age--)
        found = hop_crash_latest_below(found->sequence);
    if (found == NULL)
        return HOP_INVALID;
    // It may be given away while it is copied.
    *record = *found;
    return hop_crash_is_valid(record) ? HOP_OK : HOP_INVALID;
}

HOP_CHECKED void hop_crash_record_clear(void)
{
    hop_crash_forget();
}
