// RUN: %src_root/scripts/fuzz.sh --out %t 7 lsda
// SOURCES: unwind/cursor.c unwind/lsda.c
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: where the call is in the function (2 bytes), where the table is cut (1), then the table. What fails
// has no landing pad, and a cut table has that of the whole one or fails.
#include "unwind/lsda.h"

#include "input.h"

enum { EXTAB = 0x9800, FUNCTION = 0x400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    uint32_t call = FUNCTION + take_u16(&input), cut_at = take_u8(&input), pad = 1, cut_pad = 1;
    struct input again = input;
    struct hop_image whole = take_image(&input, EXTAB, input.left);
    struct hop_image cut = take_image(&again, EXTAB, cut_at);

    enum hop_unwind_status status = hop_lsda_find(&whole, EXTAB, FUNCTION, call, &pad);
    enum hop_unwind_status cut_status = hop_lsda_find(&cut, EXTAB, FUNCTION, call, &cut_pad);
    MUST(status == HOP_UNWIND_OK || (status == HOP_UNWIND_MALFORMED && pad == 0));
    MUST(cut_status == HOP_UNWIND_OK || (cut_status == HOP_UNWIND_MALFORMED && cut_pad == 0));
    if (cut_status == HOP_UNWIND_OK)
        MUST(status == HOP_UNWIND_OK && pad == cut_pad);
    drop_image(&whole);
    drop_image(&cut);
    return 0;
}
