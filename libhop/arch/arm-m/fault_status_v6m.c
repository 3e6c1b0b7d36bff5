// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Armv6-M and Armv8-M Baseline have no register that names the cause of a fault.
#include "fault_status.h"

// The instruction after the svc of a check that passed may fault as well; so the
// comparison is made again.
bool hop_fault_is_escalated_svc(const struct hop_exception_frame *frame,
                                unsigned number, uint32_t exc_return)
{
    return hop_trap_is_due(frame, number, exc_return);
}

bool hop_fault_is_stack_limit(void)
{
    return false;
}

void hop_fault_describe(struct hop_fault *fault)
{
    fault->what = "hardware fault";
}

void hop_fault_clear(void)
{
}
