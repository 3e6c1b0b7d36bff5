// RUN: %host_cc %s %libhop/unwind/cursor.c %libhop/unwind/opcodes.c %libhop/unwind/ehabi_ops.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// EHABI table 4 (9.3) as rows of patterns: each first byte, with each operand, is of one row, and does
// what the row says, no less and no more. What a row pops is told by the stack's contents.
#include "unwind/ehabi_ops.h"

#include "check.h"
#include "image_builder.h"

enum { EXTAB = 0x9800, STACK = 0x20001000, STACK_SIZE = 0x600, SP = STACK + 0x200 };

// What one instruction of the virtual machine does.
struct effect {
    enum hop_unwind_status status;
    uint32_t core;             // registers popped, bit = number
    unsigned d_first, d_count; // d registers popped, behind those
    int more;                  // bytes that vsp moves besides
    int from;                  // register that vsp is set from, -1: none
};

struct row {
    const char *pattern; // of the bits of the first byte: 0, 1, or any
    bool has_operand;
    struct effect (*effect)(unsigned op, unsigned operand);
};

static struct effect moves(int bytes)
{
    return (struct effect){.more = bytes, .from = -1};
}

static struct effect fails(enum hop_unwind_status status)
{
    return (struct effect){.status = status, .from = -1};
}

static struct effect pops(uint32_t core)
{
    return (struct effect){.core = core, .from = -1};
}

static struct effect pops_d(unsigned first, unsigned count, int more)
{
    return (struct effect){.d_first = first, .d_count = count, .more = more, .from = -1};
}

static struct effect add(unsigned op, unsigned operand)
{
    return moves((int)(op & 63) * 4 + 4);
}

static struct effect subtract(unsigned op, unsigned operand)
{
    return moves(-((int)(op & 63) * 4 + 4));
}

static struct effect pop_mask(unsigned op, unsigned operand)
{
    uint32_t mask = (op & 15) << 8 | operand;
    return mask == 0 ? fails(HOP_UNWIND_REFUSED) : pops(mask << 4);
}

// r13 and r15 are reserved; r0-r3 and r12 do not outlive a call.
static struct effect set_vsp(unsigned op, unsigned operand)
{
    unsigned number = op & 15;
    if (number == 13 || number == 15)
        return fails(HOP_UNWIND_SPARE);
    if (number < 4 || number == 12)
        return fails(HOP_UNWIND_MALFORMED);
    return (struct effect){.from = (int)number};
}

static struct effect pop_r4_on(unsigned op, unsigned operand)
{
    return pops(((2u << (op & 7)) - 1) << 4);
}

static struct effect pop_r4_on_and_lr(unsigned op, unsigned operand)
{
    return pops(((2u << (op & 7)) - 1) << 4 | 1u << 14);
}

static struct effect finish(unsigned op, unsigned operand)
{
    return moves(0);
}

static struct effect pop_r0_to_r3(unsigned op, unsigned operand)
{
    if (operand == 0 || operand > 15)
        return fails(HOP_UNWIND_SPARE);
    return moves(__builtin_popcount(operand) * 4);
}

// One byte of the number: what continues is in ehabi-ops.c.
static struct effect add_large(unsigned op, unsigned operand)
{
    return operand < 0x80 ? moves(0x204 + (int)operand * 4) : moves(0x204 + ((int)operand & 0x7f) * 4);
}

static struct effect pop_list(unsigned base, unsigned operand, int more)
{
    unsigned first = operand >> 4, count = (operand & 15) + 1;
    return first + count > 16 ? fails(HOP_UNWIND_SPARE) : pops_d(base + first, count, more);
}

static struct effect pop_fstmx_list(unsigned op, unsigned operand)
{
    return pop_list(0, operand, 4);
}

static struct effect pop_fstmx_d8_on(unsigned op, unsigned operand)
{
    return pops_d(8, (op & 7) + 1, 4);
}

static struct effect pop_d16_list(unsigned op, unsigned operand)
{
    return pop_list(16, operand, 0);
}

static struct effect pop_d0_list(unsigned op, unsigned operand)
{
    return pop_list(0, operand, 0);
}

static struct effect pop_d8_on(unsigned op, unsigned operand)
{
    return pops_d(8, (op & 7) + 1, 0);
}

// Return address authentication: a word that no register of this machine takes.
static struct effect pop_authentication(unsigned op, unsigned operand)
{
    return moves(4);
}

static struct effect is_spare(unsigned op, unsigned operand)
{
    return fails(HOP_UNWIND_SPARE);
}

// No M-profile core has WMMX.
static struct effect is_wmmx(unsigned op, unsigned operand)
{
    return fails(HOP_UNWIND_SPARE);
}

static const struct row rows[] = {
    {"00xxxxxx", false, add},
    {"01xxxxxx", false, subtract},
    {"1000iiii", true, pop_mask},
    {"1001nnnn", false, set_vsp},
    {"10100nnn", false, pop_r4_on},
    {"10101nnn", false, pop_r4_on_and_lr},
    {"10110000", false, finish},
    {"10110001", true, pop_r0_to_r3},
    {"10110010", true, add_large},
    {"10110011", true, pop_fstmx_list},
    {"10110100", false, pop_authentication},
    {"10110101", false, is_spare}, // vsp as the modifier of an authentication that A-profile knows
    {"1011011x", false, is_spare},
    {"10111nnn", false, pop_fstmx_d8_on},
    {"11000nnn", true, is_wmmx}, // also c6 and c7 with their operands
    {"11001000", true, pop_d16_list},
    {"11001001", true, pop_d0_list},
    {"1100101x", false, is_spare},
    {"110011xx", false, is_spare},
    {"11010nnn", false, pop_d8_on},
    {"11011xxx", false, is_spare},
    {"111xxxxx", false, is_spare},
};

static bool matches(const char *pattern, unsigned op)
{
    for (unsigned bit = 0; bit < 8; bit++) {
        char want = pattern[bit], have = op >> (7 - bit) & 1 ? '1' : '0';
        if ((want == '0' || want == '1') && want != have)
            return false;
    }
    return true;
}

static uint8_t stack_bytes[STACK_SIZE];

// Word at an address of the stack: its own address, turned.
static uint32_t word_at(uint32_t address)
{
    return ~address;
}

static void fill_stack(void)
{
    for (uint32_t i = 0; i < STACK_SIZE; i++)
        stack_bytes[i] = (uint8_t)(word_at(STACK + i / 4 * 4) >> i % 4 * 8);
}

static struct hop_registers before(void)
{
    struct hop_registers registers;
    for (unsigned i = 0; i < 12; i++)
        registers.core[i] = STACK + 0x100 + i * 8;
    for (unsigned i = 0; i < 8; i++)
        registers.vfp[i] = i;
    registers.core[HOP_CORE_SP] = SP;
    return registers;
}

// The registers as `effect` says.
static struct hop_registers expected(const struct effect *effect)
{
    struct hop_registers registers = before();
    uint32_t at = SP;
    for (unsigned number = 4; number < 16; number++) {
        if ((effect->core >> number & 1) == 0)
            continue;
        registers.core[number - 4] = word_at(at);
        at += 4;
    }
    for (unsigned d = effect->d_first; d < effect->d_first + effect->d_count; d++) {
        if (d >= 8 && d < 16)
            registers.vfp[d - 8] = word_at(at) | (uint64_t)word_at(at + 4) << 32;
        at += 8;
    }
    at += (uint32_t)effect->more;
    if (effect->from >= 0)
        at = registers.core[effect->from - 4];
    if ((effect->core >> 13 & 1) == 0)
        registers.core[HOP_CORE_SP] = at;
    if ((effect->core >> 15 & 1) == 0)
        registers.core[HOP_CORE_PC] = registers.core[HOP_CORE_LR];
    return registers;
}

static void check_instruction(const struct row *row, unsigned op, unsigned operand)
{
    // Behind the operand a number goes on with a zero; then nothing more.
    struct hop_exidx_entry entry = {.inline_word = 0x80000000u | op << 16 | operand << 8 | 0xb0};
    if (row->effect == add_large && operand >= 0x80)
        entry.inline_word &= ~0xffu;
    if (!row->has_operand)
        entry.inline_word |= 0xb000;
    struct hop_image nothing = {NULL, EXTAB, 0};
    struct hop_stack_view stack = {.image = {stack_bytes, STACK, STACK_SIZE}};
    struct hop_opcodes opcodes;
    uint32_t lsda;
    CHECK_EQUAL(hop_opcodes_open(&opcodes, &nothing, &entry, &lsda), HOP_UNWIND_OK);

    struct effect effect = row->effect(op, operand);
    struct hop_registers want = expected(&effect), registers = before();
    int failures = check_failures;
    CHECK_EQUAL(hop_ehabi_execute(&opcodes, &registers, &stack), effect.status);
    if (effect.status == HOP_UNWIND_OK)
        CHECK_EQUAL(memcmp(&registers, &want, sizeof want), 0);
    if (check_failures != failures)
        printf("in row %s: %02x %02x\n", row->pattern, op, operand);
}

int main(void)
{
    fill_stack();
    for (unsigned op = 0; op < 256; op++) {
        unsigned of_rows = 0;
        for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            if (!matches(rows[i].pattern, op))
                continue;
            of_rows++;
            for (unsigned operand = 0; operand < (rows[i].has_operand ? 256 : 1); operand++)
                check_instruction(&rows[i], op, operand);
        }
        CHECK_EQUAL(of_rows, 1);
    }
    return check_result();
}
