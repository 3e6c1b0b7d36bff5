// RUN: %host_cc -fno-sanitize=address -Wno-int-to-pointer-cast -iquote %libhop/arch/arm-m %s %libhop/arch/arm-m/fault_status_v7m.c %libhop/arch/arm-m/fault_cause_v7m.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which faults one instruction has caused, by the status bits that QEMU sets and those that it never does. The
// registers are mapped at their address.
#define _GNU_SOURCE // mmap flags

#include "fault_status.h"
#include "scb.h"

#include "check.h"

#include <string.h>
#include <sys/mman.h>

static struct {
    uint32_t cfsr, hfsr;
    bool has_frame, is_of_instruction;
    const char *what;
} cases[] = {
    {1u << 25, HOP_HFSR_FORCED, true, true, "division by zero"},
    {1u << 24, HOP_HFSR_FORCED, true, true, "unaligned access"},
    {1u << 20, HOP_HFSR_FORCED, false, false, "stack pointer below its limit register"},
    {1u << 19, HOP_HFSR_FORCED, true, true, "coprocessor or FPU instruction, but no such unit enabled"},
    {1u << 18, HOP_HFSR_FORCED, true, false, "exception return to an invalid state"},
    {1u << 17, HOP_HFSR_FORCED, true, true, "jump to an address without the Thumb bit"},
    {1u << 16, HOP_HFSR_FORCED, true, true, "undefined instruction"},
    {1u << 13, HOP_HFSR_FORCED, true, false, "bus error while FP registers were stored"},
    {1u << 12, HOP_HFSR_FORCED, false, false, "bus error while an exception frame was stored"},
    {1u << 11, HOP_HFSR_FORCED, true, false, "bus error while an exception frame was loaded"},
    {1u << 10, HOP_HFSR_FORCED, true, false, "bus error, some instructions earlier"},
    {3u << 9, HOP_HFSR_FORCED, true, false, "bus error, some instructions earlier"},
    {1u << 9, HOP_HFSR_FORCED, true, true, "bus error by a data access"},
    {1u << 8, HOP_HFSR_FORCED, true, true, "bus error by an instruction fetch"},
    {1u << 5, HOP_HFSR_FORCED, true, false, "memory protection while FP registers were stored"},
    {1u << 4, HOP_HFSR_FORCED, false, false, "memory protection while an exception frame was stored"},
    {1u << 3, HOP_HFSR_FORCED, true, false, "memory protection while an exception frame was loaded"},
    {1u << 1, HOP_HFSR_FORCED, true, true, "memory protection by a data access"},
    {1u << 0, HOP_HFSR_FORCED, true, true, "memory protection by an instruction fetch"},
    {0, HOP_HFSR_VECTTBL, true, false, "bus error while the vector table was read"},
    {0, HOP_HFSR_DEBUGEVT, true, true, "breakpoint without a debugger"},
};

int main(void)
{
    enum { PAGE = 4096 };
    void *page = (void *)((uintptr_t)HOP_SCB & ~(uintptr_t)(PAGE - 1));
    if (mmap(page, PAGE, PROT_READ | PROT_WRITE, MAP_FIXED_NOREPLACE | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != page)
        return 1;
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hop_fault fault = {.what = NULL};
        HOP_SCB->cfsr = cases[i].cfsr;
        HOP_SCB->hfsr = cases[i].hfsr;
        hop_fault_describe(&fault);
        CHECK_EQUAL(hop_fault_has_frame(NULL), cases[i].has_frame);
        CHECK_EQUAL(hop_fault_is_of_instruction(), cases[i].is_of_instruction);
        CHECK_EQUAL(strcmp(fault.what, cases[i].what), 0);
    }
    return check_result();
}
