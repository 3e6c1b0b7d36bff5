// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Armv6-M and Armv8-M Baseline have no register that names the cause of a fault: the
// instruction tells.
#include "fault_status.h"

#include "features.h"
#include "frame.h"
#include "panic/trap.h"
#include "udf.h"

#define XPSR_THUMB (1u << 24)

extern char __hop_board_ram_start[], __hop_ram_end[], __hop_text_start[], __hop_text_end[];

static bool is_in_ram(uintptr_t address, size_t size)
{
    return address >= (uintptr_t)__hop_board_ram_start &&
           address <= (uintptr_t)__hop_ram_end - size;
}

bool hop_fault_has_frame(const struct hop_exception_frame *frame)
{
    return is_in_ram((uintptr_t)frame, sizeof *frame);
}

bool hop_fault_is_of_instruction(void)
{
    return true;
}

bool hop_fault_is_at_code(uintptr_t pc)
{
    return (pc > (uintptr_t)__hop_text_start && pc < (uintptr_t)__hop_text_end) ||
           is_in_ram(pc - 2, 4);
}

// The instruction after the svc of a check that passed may fault as well; so the
// comparison is made again.
bool hop_fault_is_escalated_svc(const struct hop_exception_frame *frame,
                                unsigned number, uint32_t exc_return)
{
    return (frame->xpsr & XPSR_THUMB) != 0 && hop_trap_is_due(frame, number, exc_return);
}

bool hop_fault_is_stack_limit(void)
{
    return false;
}

// Loads and stores of one item: by register (0101), by immediate (011., 1000), relative to
// SP (1001). Stores the address; returns the size, 0: another instruction.
static unsigned access(const uint32_t *core, unsigned op, uintptr_t *address)
{
    static const uint8_t sizes[] = {4, 2, 1, 1, 4, 2, 1, 2};
    uint32_t n = core[op >> 3 & 7], immediate = op >> 6 & 31;
    unsigned size = 0;
    switch (op >> 12) {
    case 5:
        size = sizes[op >> 9 & 7];
        *address = n + core[op >> 6 & 7];
        break;
    case 6:
    case 7:
        size = op >> 12 == 6 ? 4 : 1;
        *address = n + immediate * size;
        break;
    case 8:
        size = 2;
        *address = n + immediate * size;
        break;
    case 9:
        size = 4;
        *address = core[13] + (op & 0xff) * size;
        break;
    case 12: // ldm, stm
        size = 4;
        *address = core[op >> 8 & 7];
        break;
    }
    return size;
}

#if HOP_ARCH_HAVE_EXCLUSIVES
// The same for those of 32 bits that Armv8-M Baseline has: exclusive ones, with acquire and release, too.
static unsigned access_long(const uint32_t *core, unsigned op, unsigned second, uintptr_t *address)
{
    *address = core[op & 15];
    if ((op & 0xffe0) == 0xe840) { // ldrex, strex
        *address += (second & 0xff) * 4;
        return 4;
    }
    return (op & 0xffe0) == 0xe8c0 ? 1u << (second >> 4 & 3) : 0;
}
#endif

static unsigned access_at(const uint16_t *code, const uint32_t *core, uintptr_t *address)
{
#if HOP_ARCH_HAVE_EXCLUSIVES
    if (code[0] >> 11 >= 0x1d)
        return access_long(core, code[0], code[1], address);
#endif
    return access(core, code[0], address);
}

static const char *cause_of(struct hop_fault *fault)
{
    uintptr_t pc = fault->core[15] & ~(uintptr_t)1;
    if ((fault->xpsr & XPSR_THUMB) == 0)
        return "jump to an address without the Thumb bit";
    if (!hop_fault_is_at_code(pc))
        return "jump to where no code is";
    unsigned op = *(const uint16_t *)pc;
    if (op >> 8 == 0xdf)
        return "svc where it cannot be taken";
    if (op >> 8 == 0xbe)
        return "breakpoint without a debugger";
    if (op == (0xde00 | HOP_UDF_DIVISION))
        return "division by zero";
    unsigned size = access_at((const uint16_t *)pc, fault->core, &fault->address);
    if (size == 0)
        return "undefined instruction";
    return fault->address % size != 0 ? "unaligned access" : "bus error by a data access";
}

void hop_fault_describe(struct hop_fault *fault)
{
    fault->what = "hardware fault";
    if (fault->core[15] != 0 || fault->xpsr != 0)
        fault->what = cause_of(fault);
}

void hop_fault_clear(void)
{
}
