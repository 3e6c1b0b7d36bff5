// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "fault_cause.h"

#include "scb.h"

// Bits of CFSR, most telling first.
static const struct {
    uint32_t bit;
    const char *text;
} causes[] = {
    {1u << 25, "division by zero"},
    {1u << 24, "unaligned access"},
    {CFSR_STKOF, "stack pointer below its limit register"},
    {1u << 19, "coprocessor or FPU instruction, but no such unit enabled"},
    {CFSR_INVPC, "exception return to an invalid state"},
    {1u << 17, "jump to an address without the Thumb bit"},
    {1u << 16, "undefined instruction"},
    {CFSR_LSPERR, "bus error while FP registers were stored"},
    {CFSR_STKERR, "bus error while an exception frame was stored"},
    {CFSR_UNSTKERR, "bus error while an exception frame was loaded"},
    {CFSR_IMPRECISERR, "bus error, some instructions earlier"},
    {1u << 9, "bus error by a data access"},
    {1u << 8, "bus error by an instruction fetch"},
    {CFSR_MLSPERR, "memory protection while FP registers were stored"},
    {CFSR_MSTKERR, "memory protection while an exception frame was stored"},
    {CFSR_MUNSTKERR, "memory protection while an exception frame was loaded"},
    {1u << 1, "memory protection by a data access"},
    {1u << 0, "memory protection by an instruction fetch"},
};

const char *hop_fault_cause(uint32_t cfsr, uint32_t hfsr)
{
    if (hfsr & HOP_HFSR_VECTTBL)
        return "bus error while the vector table was read";
    if (hfsr & HOP_HFSR_DEBUGEVT)
        return "breakpoint without a debugger";
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        if (cfsr & causes[i].bit)
            return causes[i].text;
    }
    return "hardware fault";
}
