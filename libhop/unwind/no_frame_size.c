// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a link without tables may take in place of hop_unwind_frame_size (no-unwinding.cfg): no frame is known.
#include "unwind/unwind.h"

uint32_t hop_unwind_no_frame_size(struct hop_unwind_tables *tables, uint32_t pc)
{
    (void)tables;
    (void)pc;
    return 0;
}
