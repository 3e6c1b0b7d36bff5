// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/unwind.h"

const char *hop_unwind_status_text(enum hop_unwind_status status)
{
    static const char *const texts[] = {
        [HOP_UNWIND_OK] = "",
        [HOP_UNWIND_NO_ENTRY] = "no unwind table",
        [HOP_UNWIND_CANTUNWIND] = "marked as not to be unwound",
        [HOP_UNWIND_MALFORMED] = "damaged unwind table",
        [HOP_UNWIND_SPARE] = "unknown unwind opcode",
        [HOP_UNWIND_REFUSED] = "unwind table refuses",
        [HOP_UNWIND_BAD_STACK] = "stack contents do not fit the unwind table",
        [HOP_UNWIND_LEFT_OUT] = "not unwound in this program",
    };
    return texts[status];
}
