// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One small function per row of EHABI table 4 (section 9.3), found by the table
// at the end. The opcode stream is bounded, so execution always ends.
#include "unwind/ehabi_ops.h"

#include <stddef.h>

enum { FIRST_CORE = 4, CORE_COUNT = 12 };

struct machine {
    struct hop_opcodes *opcodes;
    struct hop_registers *registers;
    // NULL: only the movement of vsp is wanted, reads give 0.
    struct hop_stack_view *stack;
    uint32_t vsp;
    bool finished;
    bool pc_popped;
    uint8_t frame_register; // that vsp was set from last
    uint32_t first_pop;     // vsp there
    bool popped;
    // A prologue that has not come to its end: where vsp begins, or goes when it is set
    // from a register, and below which words are not popped. 0, 0: not so.
    uint32_t partly_vsp;
    uint32_t floor;
};

typedef enum hop_unwind_status (*operation)(struct machine *, uint8_t);

static enum hop_unwind_status next_operand(struct machine *m, uint8_t *byte)
{
    return hop_opcodes_next(m->opcodes, byte) ? HOP_UNWIND_OK : HOP_UNWIND_MALFORMED;
}

static enum hop_unwind_status read_word(const struct hop_image *image, uint32_t address, uint32_t *word)
{
    uint32_t offset = address - image->address;
    if (image->size < 4 || offset > image->size - 4)
        return HOP_UNWIND_BAD_STACK;
    *word = hop_image_word(image, offset);
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status pop_word(struct machine *m, uint32_t *word)
{
    if (!m->popped)
        m->first_pop = m->vsp;
    m->popped = true;
    if (m->floor != 0 && (int32_t)(m->vsp - m->floor) < 0) {
        m->vsp += 4;
        return HOP_UNWIND_OK;
    }
    uint32_t vsp = m->vsp;
    m->vsp = vsp + 4;
    if (m->stack != NULL)
        return read_word(&m->stack->image, vsp, word);
    *word = 0;
    return HOP_UNWIND_OK;
}

static bool is_inside(const struct hop_image *image, uint32_t address)
{
    return address - image->address <= image->size;
}

// Another part of the stack, or what is not there: the next read fails. Where the
// prologue has not come to its end the register is not set yet.
static void jump_to(struct machine *m, unsigned frame_register)
{
    uint32_t vsp = m->registers->core[frame_register - FIRST_CORE];
    m->frame_register = (uint8_t)frame_register;
    if (m->floor != 0)
        vsp = m->partly_vsp;
    m->vsp = vsp;
    if (m->stack != NULL && m->stack->move != NULL && !is_inside(&m->stack->image, vsp))
        m->stack->move(m->stack, vsp);
}

// Pops the registers of `mask`, bit 0 = r4 ... bit 11 = r15. A popped SP takes
// effect after the last pop, instead of the increments.
static enum hop_unwind_status pop_core(struct machine *m, uint32_t mask)
{
    for (unsigned i = 0; i < CORE_COUNT; i++) {
        if ((mask >> i & 1) == 0)
            continue;
        enum hop_unwind_status status = pop_word(m, &m->registers->core[i]);
        if (status != HOP_UNWIND_OK)
            return status;
    }
    if ((mask >> HOP_CORE_SP & 1) != 0)
        jump_to(m, HOP_CORE_SP + FIRST_CORE);
    if ((mask >> HOP_CORE_PC & 1) != 0)
        m->pc_popped = true;
    return HOP_UNWIND_OK;
}

// Pops d[first]...; only d8-d15 are kept, the others belong to the callee.
static enum hop_unwind_status pop_vfp(struct machine *m, unsigned first, unsigned count)
{
    for (unsigned d = first; d < first + count; d++) {
        uint64_t *place = d >= 8 && d < 16 ? &m->registers->vfp[d - 8] : NULL;
        uint32_t low = place != NULL ? (uint32_t)*place : 0;
        uint32_t high = place != NULL ? (uint32_t)(*place >> 32) : 0;
        enum hop_unwind_status status = pop_word(m, &low);
        if (status == HOP_UNWIND_OK)
            status = pop_word(m, &high);
        if (status != HOP_UNWIND_OK)
            return status;
        if (place != NULL)
            *place = low | (uint64_t)high << 32;
    }
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status add_small(struct machine *m, uint8_t op)
{
    m->vsp += ((op & 0x3fu) << 2) + 4;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status subtract_small(struct machine *m, uint8_t op)
{
    m->vsp -= ((op & 0x3fu) << 2) + 4;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status pop_mask(struct machine *m, uint8_t op)
{
    uint8_t low = 0;
    enum hop_unwind_status status = next_operand(m, &low);
    if (status != HOP_UNWIND_OK)
        return status;
    uint32_t mask = (op & 0xfu) << 8 | low;
    return mask == 0 ? HOP_UNWIND_REFUSED : pop_core(m, mask);
}

// r13 and r15 are reserved. r0-r3 do not survive a call, so no frame can
// depend on them at a call site; r12 neither.
static enum hop_unwind_status set_vsp(struct machine *m, uint8_t op)
{
    unsigned number = op & 0xf;
    if (number == 13 || number == 15)
        return HOP_UNWIND_SPARE;
    if (number < FIRST_CORE || number == 12)
        return HOP_UNWIND_MALFORMED;
    jump_to(m, number);
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status pop_range(struct machine *m, uint8_t op)
{
    enum hop_unwind_status status = HOP_UNWIND_OK;
    for (unsigned i = 0; i <= (op & 7u) && status == HOP_UNWIND_OK; i++)
        status = pop_word(m, &m->registers->core[i]);
    if ((op & 8) != 0 && status == HOP_UNWIND_OK)
        status = pop_word(m, &m->registers->core[HOP_CORE_LR]);
    return status;
}

static enum hop_unwind_status finish(struct machine *m, uint8_t op)
{
    (void)op;
    m->finished = true;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status pop_arguments(struct machine *m, uint8_t op)
{
    (void)op;
    uint8_t mask = 0;
    enum hop_unwind_status status = next_operand(m, &mask);
    if (status != HOP_UNWIND_OK)
        return status;
    if (mask == 0 || mask > 0xf)
        return HOP_UNWIND_SPARE;
    for (; mask != 0; mask &= mask - 1)
        m->vsp += 4;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status add_large(struct machine *m, uint8_t op)
{
    (void)op;
    uint32_t value = 0;
    unsigned shift = 0;
    uint8_t byte = 0;
    do {
        enum hop_unwind_status status = next_operand(m, &byte);
        if (status != HOP_UNWIND_OK)
            return status;
        // 4 * value + 0x204 must stay an address: 28 bits are enough.
        if (shift > 21 && (byte & 0x7f) != 0)
            return HOP_UNWIND_MALFORMED;
        if (shift <= 21)
            value |= (byte & 0x7fu) << shift;
        shift += 7;
    } while ((byte & 0x80) != 0);
    m->vsp += 0x204 + (value << 2);
    return HOP_UNWIND_OK;
}

// ssss cccc: from register base + s, c + 1 of them.
static enum hop_unwind_status pop_vfp_list(struct machine *m, unsigned base)
{
    uint8_t list = 0;
    enum hop_unwind_status status = next_operand(m, &list);
    if (status != HOP_UNWIND_OK)
        return status;
    unsigned first = list >> 4, count = (list & 0xfu) + 1;
    if (first + count > 16)
        return HOP_UNWIND_SPARE;
    return pop_vfp(m, base + first, count);
}

// FSTMFDX leaves one word of its own above the registers.
static enum hop_unwind_status pop_vfp_list_x(struct machine *m, uint8_t op)
{
    (void)op;
    enum hop_unwind_status status = pop_vfp_list(m, 0);
    m->vsp += 4;
    return status;
}

static enum hop_unwind_status pop_vfp_range_x(struct machine *m, uint8_t op)
{
    enum hop_unwind_status status = pop_vfp(m, 8, (op & 7u) + 1);
    m->vsp += 4;
    return status;
}

// The return address authentication code: M-profile keeps it apart from LR.
static enum hop_unwind_status skip_authentication(struct machine *m, uint8_t op)
{
    (void)op;
    m->vsp += 4;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status pop_vfp_high(struct machine *m, uint8_t op)
{
    (void)op;
    return pop_vfp_list(m, 16);
}

static enum hop_unwind_status pop_vfp_low(struct machine *m, uint8_t op)
{
    (void)op;
    return pop_vfp_list(m, 0);
}

static enum hop_unwind_status pop_vfp_range(struct machine *m, uint8_t op)
{
    return pop_vfp(m, 8, (op & 7u) + 1);
}

// What matches no row is spare, reserved, or for the WMMX coprocessor.
static const struct {
    uint8_t mask, match;
    operation run;
} operations[] = {
    {0xc0, 0x00, add_small},           {0xc0, 0x40, subtract_small},
    {0xf0, 0x80, pop_mask},            {0xf0, 0x90, set_vsp},
    {0xf0, 0xa0, pop_range},           {0xff, 0xb0, finish},
    {0xff, 0xb1, pop_arguments},       {0xff, 0xb2, add_large},
    {0xff, 0xb3, pop_vfp_list_x},      {0xff, 0xb4, skip_authentication},
    {0xf8, 0xb8, pop_vfp_range_x},     {0xff, 0xc8, pop_vfp_high},
    {0xff, 0xc9, pop_vfp_low},         {0xf8, 0xd0, pop_vfp_range},
};

// By the upper half of an opcode, the first row that it may match.
static const uint8_t first_rows[16] = {
    [0x4] = 1, 1, 1, 1, [0x8] = 2, [0x9] = 3, [0xa] = 4, [0xb] = 5, [0xc] = 11, [0xd] = 13, [0xe] = 14, 14,
};

static enum hop_unwind_status run_one(struct machine *m, uint8_t op)
{
    for (unsigned i = first_rows[op >> 4]; i < sizeof operations / sizeof operations[0]; i++) {
        if ((op & operations[i].mask) == operations[i].match)
            return operations[i].run(m, op);
    }
    return HOP_UNWIND_SPARE;
}

static enum hop_unwind_status run_all(struct machine *m)
{
    uint8_t op;
    while (!m->finished && hop_opcodes_next(m->opcodes, &op)) {
        enum hop_unwind_status status = run_one(m, op);
        if (status != HOP_UNWIND_OK)
            return status;
    }
    return m->opcodes->words.bad ? HOP_UNWIND_MALFORMED : HOP_UNWIND_OK;
}

static enum hop_unwind_status execute(struct machine *m)
{
    enum hop_unwind_status status = run_all(m);
    m->registers->core[HOP_CORE_SP] = m->vsp;
    if (!m->pc_popped)
        m->registers->core[HOP_CORE_PC] = m->registers->core[HOP_CORE_LR];
    return status;
}

enum hop_unwind_status hop_ehabi_execute(struct hop_opcodes *opcodes,
                                         struct hop_registers *registers,
                                         struct hop_stack_view *stack)
{
    struct machine m = {.opcodes = opcodes, .registers = registers, .stack = stack,
                        .vsp = registers->core[HOP_CORE_SP]};
    return execute(&m);
}

enum hop_unwind_status hop_ehabi_execute_partly(struct hop_opcodes *opcodes,
                                                struct hop_registers *registers,
                                                struct hop_stack_view *stack,
                                                uint32_t entry_sp)
{
    struct hop_ehabi_layout layout;
    enum hop_unwind_status status = hop_ehabi_measure(opcodes, &layout);
    if (status != HOP_UNWIND_OK)
        return status;
    struct machine m = {.opcodes = opcodes, .registers = registers, .stack = stack,
                        .vsp = entry_sp - layout.end, .partly_vsp = entry_sp - layout.end,
                        .floor = registers->core[HOP_CORE_SP]};
    return execute(&m);
}

enum hop_unwind_status hop_ehabi_measure(const struct hop_opcodes *opcodes,
                                         struct hop_ehabi_layout *layout)
{
    struct hop_opcodes copy = *opcodes;
    struct hop_registers scratch = {.core = {0}};
    struct machine m = {.opcodes = &copy, .registers = &scratch};
    enum hop_unwind_status status = run_all(&m);
    layout->end = m.vsp;
    layout->saved = m.popped ? m.vsp - m.first_pop : 0;
    layout->frame_register = m.frame_register;
    return status;
}
