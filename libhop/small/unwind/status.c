// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/unwind.h"

const char *hop_unwind_status_text(enum hop_unwind_status status)
{
    return status == HOP_UNWIND_OK ? "" : "cannot unwind";
}
