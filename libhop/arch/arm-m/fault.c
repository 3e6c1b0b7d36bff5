// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hardware faults. All of them arrive as HardFault, with their own status bits:
// one path, whatever priority the faulting code had. Most are the end of the
// firmware; a stack check that was escalated (svc with interrupts masked by
// somebody) is handled like any other.
#include "arch/arch.h"
#include "frame.h"
#include "hop/port.h"
#include "scb.h"
#include "svc.h"

#define EXC_RETURN_PSP 4u
#define EXC_RETURN_THREAD 8u
#define SVC_OPCODE 0xDF00u
#define XPSR_EXCEPTION 0x1FFu

static bool trap_escalated;

struct hop_exception_frame *hop_arch_fault(uint32_t exc_return,
                                           struct hop_exception_frame *psp,
                                           struct hop_exception_frame *msp);
_Noreturn void hop_arch_bad_svc(uintptr_t pc);

bool hop_arch_trap_escalated(void)
{
    return trap_escalated;
}

// Bits of CFSR, most telling first (Armv7-M ARM, B3.2.15).
static const struct {
    uint32_t bit;
    const char *text;
} causes[] = {
    {1u << 25, "division by zero"},
    {1u << 24, "unaligned access"},
    {1u << 19, "coprocessor or FPU instruction, but no such unit enabled"},
    {1u << 18, "exception return to an invalid state"},
    {1u << 17, "jump to an address without the Thumb bit"},
    {1u << 16, "undefined instruction"},
    {1u << 12, "bus error while an exception frame was stored"},
    {1u << 11, "bus error while an exception frame was loaded"},
    {1u << 10, "bus error, some instructions earlier"},
    {1u << 9, "bus error by a data access"},
    {1u << 8, "bus error by an instruction fetch"},
    {1u << 4, "memory protection while an exception frame was stored"},
    {1u << 3, "memory protection while an exception frame was loaded"},
    {1u << 1, "memory protection by a data access"},
    {1u << 0, "memory protection by an instruction fetch"},
};

#define CFSR_BFAR_VALID (1u << 15)
#define CFSR_MMFAR_VALID (1u << 7)

static const char *cause_of(uint32_t cfsr, uint32_t hfsr)
{
    if (hfsr & HOP_HFSR_VECTTBL)
        return "bus error while the vector table was read";
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        if (cfsr & causes[i].bit)
            return causes[i].text;
    }
    return "hardware fault";
}

// The number of the svc that this frame is at or after, 0 if it is at none:
// the stacked pc is the svc itself on some cores, the next instruction on
// others. In the first case the pc is moved on.
static unsigned escalated_trap(struct hop_exception_frame *frame)
{
    const uint16_t *next = (const uint16_t *)(frame->pc & ~1u);
    for (int i = -1; i <= 0; i++) {
        unsigned number = next[i] & 0xFFu;
        if ((next[i] & 0xFF00u) != SVC_OPCODE || number < HOP_SVC_TRAP_FIRST)
            continue;
        if (i == 0)
            frame->pc += 2;
        return number;
    }
    return 0;
}

static unsigned trap_of(uint32_t exc_return, struct hop_exception_frame *frame)
{
    uint32_t task = EXC_RETURN_PSP | EXC_RETURN_THREAD;
    if ((exc_return & task) != task || HOP_SCB->cfsr != 0 ||
        HOP_SCB->hfsr != HOP_HFSR_FORCED)
        return 0;
    return escalated_trap(frame);
}

static _Noreturn void report(const struct hop_exception_frame *frame)
{
    uint32_t cfsr = HOP_SCB->cfsr;
    uint32_t hfsr = HOP_SCB->hfsr;
    bool has_bus_address = cfsr & CFSR_BFAR_VALID;
    bool has_memory_address = cfsr & CFSR_MMFAR_VALID;
    hop_fault_end(&(struct hop_fault){
        .what = cause_of(cfsr, hfsr),
        .exception = frame->xpsr & XPSR_EXCEPTION,
        .pc = frame->pc,
        .lr = frame->lr,
        .sp = (uintptr_t)frame,
        .address = has_bus_address      ? HOP_SCB->bfar
                   : has_memory_address ? HOP_SCB->mmfar
                                        : 0,
        .xpsr = frame->xpsr,
        .status = cfsr,
        .hard_status = hfsr,
    });
}

struct hop_exception_frame *hop_arch_fault(uint32_t exc_return,
                                           struct hop_exception_frame *psp,
                                           struct hop_exception_frame *msp)
{
    struct hop_exception_frame *frame = exc_return & EXC_RETURN_PSP ? psp : msp;
    unsigned number = trap_of(exc_return, frame);
    if (!number)
        report(frame);
    HOP_SCB->hfsr = HOP_HFSR_FORCED; // write one to clear
    trap_escalated = true;
    frame = hop_trap(frame, number | HOP_TRAP_MASKED, exc_return);
    trap_escalated = false;
    return frame;
}

_Noreturn void hop_arch_bad_svc(uintptr_t pc)
{
    hop_port_fatal("svc with a number that nobody serves", pc);
}
