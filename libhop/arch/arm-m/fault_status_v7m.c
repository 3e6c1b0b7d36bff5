// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fault status registers of Armv7-M and Armv8-M Mainline (Armv7-M ARM, B3.2.15).
#include "fault_cause.h"
#include "fault_status.h"
#include "scb.h"

// No frame was stored, or not all of it.
#define CFSR_NO_FRAME (CFSR_STKOF | CFSR_STKERR | CFSR_MSTKERR)
// What the instruction at the stacked pc did not cause.
#define CFSR_NOT_BY_INSTRUCTION                                                    \
    (CFSR_NO_FRAME | CFSR_INVPC | CFSR_LSPERR | CFSR_UNSTKERR | CFSR_IMPRECISERR | \
     CFSR_MLSPERR | CFSR_MUNSTKERR)

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

// An svc has been fetched; hop_fault_is_escalated_svc tells the rest. Nothing lies in front of what is at 0.
bool hop_fault_is_at_code(uintptr_t pc)
{
    return HOP_SCB->cfsr == 0 && pc > 1;
}

bool hop_fault_is_stack_limit(void)
{
    return HOP_SCB->cfsr == CFSR_STKOF;
}

void hop_fault_describe(struct hop_fault *fault)
{
    fault->status = HOP_SCB->cfsr;
    fault->hard_status = HOP_SCB->hfsr;
    fault->what = hop_fault_cause(fault->status, fault->hard_status);
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
