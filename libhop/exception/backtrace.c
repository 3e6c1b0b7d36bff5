// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calls that have led here, innermost first.
#include "exception/exception.h"

hop_unwind_code _Unwind_Backtrace(hop_unwind_trace *trace, void *argument);

HOP_EXCEPTION_CHECKED hop_unwind_code _Unwind_Backtrace(hop_unwind_trace *trace, void *argument)
{
    struct hop_exception_context context;
    hop_exception_capture(&context.registers);
    if (!hop_exception_can_begin(context.registers.core[HOP_CORE_SP]))
        return HOP_URC_FAILURE;
    hop_exception_begin(&context);
    hop_unwind_code code = hop_exception_look(&context);
    while (code == HOP_URC_OK) {
        if (hop_exception_step(&context) != HOP_URC_CONTINUE_UNWIND)
            return HOP_URC_FAILURE;
        code = hop_exception_look(&context);
        if (code == HOP_URC_OK && trace(&context, argument) != HOP_URC_OK)
            return HOP_URC_FAILURE;
    }
    return code;
}
