// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop-decode knows by the registers, which are in the record.
#include "fault_cause.h"

const char *hop_fault_cause(uint32_t cfsr, uint32_t hfsr)
{
    (void)cfsr, (void)hfsr;
    return "hardware fault";
}
