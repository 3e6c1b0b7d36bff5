// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rows of EHABI table 4 (section 9.3), in the order of their opcodes. The opcode stream is
// bounded, so execution always ends.
#include "unwind/ehabi_ops.h"

#include <stddef.h>

enum { FIRST_CORE = 4, FINISH = 0xb0 };

// Of the words of struct hop_registers.
enum { FIRST_VFP = offsetof(struct hop_registers, vfp) / 4 };

struct machine {
    struct hop_opcodes *opcodes;
    // NULL, both of them: only the movement of vsp is wanted.
    struct hop_registers *registers;
    struct hop_stack_view *stack;
    uint32_t vsp;
    bool pc_popped;
    uint8_t frame_register; // that vsp was set from last
    uint32_t first_pop;     // vsp there
    bool popped;
    // A prologue that has not come to its end: where vsp begins, or goes when it is set
    // from a register, and below which words are not popped. 0, 0: not so.
    uint32_t partly_vsp;
    uint32_t floor;
};

static bool next_operand(struct machine *m, uint8_t *byte)
{
    return hop_opcodes_next(m->opcodes, byte);
}

static void note_pop(struct machine *m, uint32_t vsp)
{
    if (!m->popped)
        m->first_pop = vsp;
    m->popped = true;
}

static inline char *register_place(const struct machine *m, unsigned number)
{
    return (char *)m->registers + 4 * number;
}

__attribute__((always_inline)) static inline enum hop_unwind_status
read_words(const struct hop_image *image, uint32_t address, char *to, unsigned count)
{
    uint32_t offset = address - image->address;
    if (offset > image->size || image->size - offset < 4 * count)
        return HOP_UNWIND_BAD_STACK;
    const uint8_t *from = image->bytes + offset, *end = from + 4 * count;
    for (; from != end; from += 4, to += 4)
        __builtin_memcpy(to, from, 4);
    return HOP_UNWIND_OK;
}

// Where nothing is read, or where what lies below the floor has not been stored yet.
__attribute__((noinline)) static enum hop_unwind_status pop_partly(struct machine *m, unsigned number,
                                                                   unsigned count)
{
    uint32_t vsp = m->vsp;
    m->vsp = vsp + 4 * count;
    if (m->stack == NULL) {
        note_pop(m, vsp);
        return HOP_UNWIND_OK;
    }
    for (; count > 0 && (int32_t)(vsp - m->floor) < 0; count--) {
        vsp += 4;
        number++;
    }
    return read_words(&m->stack->image, vsp, register_place(m, number), count);
}

// Pops registers that lie side by side in struct hop_registers, from its word `number` on.
static enum hop_unwind_status pop_words(struct machine *m, unsigned number, unsigned count)
{
    if (m->stack == NULL || m->floor != 0)
        return pop_partly(m, number, count);
    uint32_t vsp = m->vsp;
    m->vsp = vsp + 4 * count;
    return read_words(&m->stack->image, vsp, register_place(m, number), count);
}

// Pops registers that nobody keeps.
static void skip_words(struct machine *m, unsigned count)
{
    note_pop(m, m->vsp);
    m->vsp += 4 * count;
}

static bool is_inside(const struct hop_image *image, uint32_t address)
{
    return address - image->address <= image->size;
}

// Another part of the stack, or what is not there: the next read fails. Where the
// prologue has not come to its end the register is not set yet.
static void jump_to(struct machine *m, unsigned frame_register)
{
    uint32_t vsp = m->registers != NULL ? m->registers->core[frame_register - FIRST_CORE] : 0;
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
    unsigned end;
    for (uint32_t rest = mask; rest != 0; rest = rest >> end << end) {
        unsigned first = (unsigned)__builtin_ctz(rest);
        unsigned count = (unsigned)__builtin_ctz(~(rest >> first));
        enum hop_unwind_status status = pop_words(m, first, count);
        if (status != HOP_UNWIND_OK)
            return status;
        end = first + count;
    }
    if ((mask >> HOP_CORE_SP & 1) != 0)
        jump_to(m, HOP_CORE_SP + FIRST_CORE);
    if ((mask >> HOP_CORE_PC & 1) != 0)
        m->pc_popped = true;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status pop_mask(struct machine *m, uint8_t op)
{
    uint8_t low = 0;
    if (!next_operand(m, &low))
        return HOP_UNWIND_MALFORMED;
    uint32_t mask = (op & 0xfu) << 8 | low;
    return mask == 0 ? HOP_UNWIND_REFUSED : pop_core(m, mask);
}

// r4 on, and LR above them: it is popped into the next register, which saves one pop of what most
// functions have. If it has not been stored yet it stays as it is.
static enum hop_unwind_status pop_range(struct machine *m, uint8_t op)
{
    unsigned count = (op & 7u) + 1, link = op >> 3 & 1;
    if (link == 0 || m->registers == NULL)
        return pop_words(m, 0, count + link);
    uint32_t *core = m->registers->core, next = core[count];
    core[count] = core[HOP_CORE_LR];
    enum hop_unwind_status status = pop_words(m, 0, count + 1);
    core[HOP_CORE_LR] = core[count];
    core[count] = next;
    return status;
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

static enum hop_unwind_status pop_arguments(struct machine *m)
{
    uint8_t mask = 0;
    if (!next_operand(m, &mask))
        return HOP_UNWIND_MALFORMED;
    if (mask == 0 || mask > 0xf)
        return HOP_UNWIND_SPARE;
    for (; mask != 0; mask &= mask - 1)
        m->vsp += 4;
    return HOP_UNWIND_OK;
}

static enum hop_unwind_status add_large(struct machine *m)
{
    uint32_t value = 0;
    unsigned shift = 0;
    uint8_t byte = 0;
    do {
        if (!next_operand(m, &byte))
            return HOP_UNWIND_MALFORMED;
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

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

// ssss cccc: from d[base + s] on, c + 1 of them. Only d8-d15 are kept, the others belong to
// the callee.
static enum hop_unwind_status pop_vfp_list(struct machine *m, unsigned base)
{
    uint8_t list = 0;
    if (!next_operand(m, &list))
        return HOP_UNWIND_MALFORMED;
    unsigned first = list >> 4, count = (list & 0xfu) + 1;
    if (first + count > 16)
        return HOP_UNWIND_SPARE;
    enum hop_unwind_status status = HOP_UNWIND_OK;
    unsigned d = base + first;
    while (count > 0 && status == HOP_UNWIND_OK) {
        bool is_kept = d >= 8 && d < 16;
        unsigned popped = is_kept ? least(count, 16 - d) : 1;
        if (is_kept)
            status = pop_words(m, FIRST_VFP + 2 * (d - 8), 2 * popped);
        else
            skip_words(m, 2);
        d += popped;
        count -= popped;
    }
    return status;
}

// d8 on.
static enum hop_unwind_status pop_vfp_range(struct machine *m, uint8_t op)
{
    return pop_words(m, FIRST_VFP, 2 * ((op & 7u) + 1));
}

// FSTMFDX leaves one word of its own above the registers.
static enum hop_unwind_status pop_word_of_x(struct machine *m, enum hop_unwind_status status)
{
    m->vsp += 4;
    return status;
}

// 1011 ...., but for FINISH.
static enum hop_unwind_status run_b(struct machine *m, uint8_t op)
{
    switch (op) {
    case 0xb1:
        return pop_arguments(m);
    case 0xb2:
        return add_large(m);
    case 0xb3:
        return pop_word_of_x(m, pop_vfp_list(m, 0));
    case 0xb4: // the return address authentication code: M-profile keeps it apart from LR
        m->vsp += 4;
        return HOP_UNWIND_OK;
    case 0xb5:
    case 0xb6:
    case 0xb7:
        return HOP_UNWIND_SPARE;
    default:
        return pop_word_of_x(m, pop_vfp_range(m, op));
    }
}

// What has no case is spare, reserved, or for the WMMX coprocessor.
static enum hop_unwind_status run_one(struct machine *m, uint8_t op)
{
    switch (op >> 4) {
    case 0x0:
    case 0x1:
    case 0x2:
    case 0x3:
        m->vsp += ((op & 0x3fu) << 2) + 4;
        return HOP_UNWIND_OK;
    case 0x4:
    case 0x5:
    case 0x6:
    case 0x7:
        m->vsp -= ((op & 0x3fu) << 2) + 4;
        return HOP_UNWIND_OK;
    case 0x8:
        return pop_mask(m, op);
    case 0x9:
        return set_vsp(m, op);
    case 0xa:
        return pop_range(m, op);
    case 0xb:
        return run_b(m, op);
    case 0xc:
        return op == 0xc8 || op == 0xc9 ? pop_vfp_list(m, op == 0xc8 ? 16 : 0) : HOP_UNWIND_SPARE;
    case 0xd:
        return op < 0xd8 ? pop_vfp_range(m, op) : HOP_UNWIND_SPARE;
    default:
        return HOP_UNWIND_SPARE;
    }
}

static enum hop_unwind_status run_all(struct machine *m)
{
    struct hop_opcodes *opcodes = m->opcodes;
    uint8_t op;
    while (hop_opcodes_next(opcodes, &op) && op != FINISH) {
        enum hop_unwind_status status = run_one(m, op);
        if (status != HOP_UNWIND_OK)
            return status;
    }
    return opcodes->words.bad ? HOP_UNWIND_MALFORMED : HOP_UNWIND_OK;
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
                                                uint32_t entry_sp, uint32_t end)
{
    struct machine m = {.opcodes = opcodes, .registers = registers, .stack = stack,
                        .vsp = entry_sp - end, .partly_vsp = entry_sp - end,
                        .floor = registers->core[HOP_CORE_SP]};
    return execute(&m);
}

enum hop_unwind_status hop_ehabi_measure(const struct hop_opcodes *opcodes,
                                         struct hop_ehabi_layout *layout)
{
    struct hop_opcodes copy = *opcodes;
    struct machine m = {.opcodes = &copy};
    enum hop_unwind_status status = run_all(&m);
    layout->end = m.vsp;
    layout->saved = m.popped ? m.vsp - m.first_pop : 0;
    layout->frame_register = m.frame_register;
    return status;
}
