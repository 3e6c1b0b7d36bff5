// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fault status registers of Armv7-M and Armv8-M Mainline (Armv7-M ARM, B3.2.15).
#include "fault_status.h"
#include "scb.h"

#define CFSR_STKOF (1u << 20)
#define CFSR_INVPC (1u << 18)
#define CFSR_BFAR_VALID (1u << 15)
#define CFSR_LSPERR (1u << 13)
#define CFSR_STKERR (1u << 12)
#define CFSR_UNSTKERR (1u << 11)
#define CFSR_IMPRECISERR (1u << 10)
#define CFSR_MMFAR_VALID (1u << 7)
#define CFSR_MLSPERR (1u << 5)
#define CFSR_MSTKERR (1u << 4)
#define CFSR_MUNSTKERR (1u << 3)

// No frame was stored, or not all of it.
#define CFSR_NO_FRAME (CFSR_STKOF | CFSR_STKERR | CFSR_MSTKERR)
// What the instruction at the stacked pc did not cause.
#define CFSR_NOT_BY_INSTRUCTION                                                    \
    (CFSR_NO_FRAME | CFSR_INVPC | CFSR_LSPERR | CFSR_UNSTKERR | CFSR_IMPRECISERR | \
     CFSR_MLSPERR | CFSR_MUNSTKERR)

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

static const char *cause_of(uint32_t cfsr, uint32_t hfsr)
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

// An svc that may not be taken leaves no other trace than its escalation.
bool hop_fault_is_escalated_svc(const struct hop_exception_frame *frame,
                                unsigned number, uint32_t exc_return)
{
    (void)frame, (void)number, (void)exc_return;
    return HOP_SCB->cfsr == 0 && HOP_SCB->hfsr == HOP_HFSR_FORCED;
}

bool hop_fault_has_frame(const struct hop_exception_frame *frame)
{
    (void)frame;
    return (HOP_SCB->cfsr & CFSR_NO_FRAME) == 0;
}

bool hop_fault_is_of_instruction(void)
{
    return (HOP_SCB->cfsr & CFSR_NOT_BY_INSTRUCTION) == 0 &&
           (HOP_SCB->hfsr & HOP_HFSR_VECTTBL) == 0;
}

// An svc has been fetched; hop_fault_is_escalated_svc tells the rest.
bool hop_fault_is_at_code(uintptr_t pc)
{
    (void)pc;
    return HOP_SCB->cfsr == 0;
}

bool hop_fault_is_stack_limit(void)
{
    return HOP_SCB->cfsr == CFSR_STKOF;
}

void hop_fault_describe(struct hop_fault *fault)
{
    fault->status = HOP_SCB->cfsr;
    fault->hard_status = HOP_SCB->hfsr;
    fault->what = cause_of(fault->status, fault->hard_status);
    if (fault->status & CFSR_BFAR_VALID)
        fault->address = HOP_SCB->bfar;
    else if (fault->status & CFSR_MMFAR_VALID)
        fault->address = HOP_SCB->mmfar;
}

// Written ones clear.
void hop_fault_clear(void)
{
    HOP_SCB->cfsr = HOP_SCB->cfsr;
    HOP_SCB->hfsr = HOP_HFSR_FORCED | HOP_HFSR_DEBUGEVT;
}
