// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/thumb.h"

enum { SP = 13, LR = 14, PC = 15 };

static uint32_t bits(uint32_t word, unsigned from, unsigned count)
{
    return word >> from & ((1u << count) - 1);
}

static uint32_t sign_extend(uint32_t value, unsigned width)
{
    uint32_t sign = 1u << (width - 1);
    return (value ^ sign) - sign;
}

static void set_add(struct hop_thumb *thumb, uint32_t d, uint32_t n, uint32_t value)
{
    thumb->kind = d == PC ? HOP_THUMB_END : HOP_THUMB_ADD;
    thumb->d = (uint8_t)d;
    thumb->n = (uint8_t)n;
    thumb->value = value;
}

static void set_mask(struct hop_thumb *thumb, enum hop_thumb_kind kind, uint32_t mask, uint32_t value)
{
    thumb->kind = (uint8_t)kind;
    thumb->mask = (uint16_t)mask;
    thumb->value = value;
}

// By all that is pushed or popped.
static void set_stack(struct hop_thumb *thumb, enum hop_thumb_kind kind, uint32_t mask)
{
    set_mask(thumb, kind, mask, 0);
    for (; mask != 0; mask &= mask - 1)
        thumb->value += 4;
}

static void set_branch(struct hop_thumb *thumb, enum hop_thumb_kind kind, uint32_t target)
{
    thumb->kind = (uint8_t)kind;
    thumb->value = target;
}

// 0100 01..: operations on all registers.
static void decode_high_registers(struct hop_thumb *thumb, uint32_t op)
{
    uint32_t d = bits(op, 0, 3) | bits(op, 7, 1) << 3, m = bits(op, 3, 4);
    switch (bits(op, 8, 2)) {
    case 0: // add d, m
        if (d == SP)
            thumb->kind = HOP_THUMB_SP_UNKNOWN;
        else if (d == PC)
            thumb->kind = HOP_THUMB_END;
        break;
    case 2:
        set_add(thumb, d, m, 0);
        break;
    case 3:
        thumb->kind = op & 0x80 ? HOP_THUMB_CALL : HOP_THUMB_BX;
        thumb->n = (uint8_t)m;
        break;
    }
}

// 1011 ....: stack, branches on zero, IT.
static void decode_miscellaneous(struct hop_thumb *thumb, uint32_t op, uint32_t address)
{
    if (bits(op, 8, 4) == 0) {
        uint32_t bytes = bits(op, 0, 7) * 4;
        set_add(thumb, SP, SP, op & 0x80 ? 0 - bytes : bytes);
    } else if (bits(op, 9, 3) == 2) {
        set_stack(thumb, HOP_THUMB_PUSH, bits(op, 0, 8) | bits(op, 8, 1) << LR);
    } else if (bits(op, 9, 3) == 6) {
        set_stack(thumb, HOP_THUMB_POP, bits(op, 0, 8) | bits(op, 8, 1) << PC);
    } else if ((op & 0x500) == 0x100) {
        set_branch(thumb, HOP_THUMB_BRANCH_IF,
                   address + 4 + (bits(op, 3, 5) << 1 | bits(op, 9, 1) << 6));
    } else if (bits(op, 8, 4) == 15 && bits(op, 0, 4) != 0) {
        thumb->kind = HOP_THUMB_IT;
        thumb->count = (uint8_t)(4 - __builtin_ctz(op));
    }
}

static void decode_16(struct hop_thumb *thumb, uint32_t op, uint32_t address)
{
    uint32_t d = bits(op, 8, 3), immediate = bits(op, 0, 8);
    switch (op >> 11) {
    case 0x00: // movs d, m is lsls d, m, #0
        if (bits(op, 6, 5) == 0)
            set_add(thumb, bits(op, 0, 3), bits(op, 3, 3), 0);
        break;
    case 0x03: // adds, subs d, n, #immediate
        if (op & 0x400)
            set_add(thumb, bits(op, 0, 3), bits(op, 3, 3),
                    op & 0x200 ? 0 - bits(op, 6, 3) : bits(op, 6, 3));
        break;
    case 0x04:
        set_add(thumb, d, d, immediate);
        thumb->kind = HOP_THUMB_CONSTANT;
        break;
    case 0x06:
        set_add(thumb, d, d, immediate);
        break;
    case 0x07:
        set_add(thumb, d, d, 0 - immediate);
        break;
    case 0x08:
        if (op & 0x400)
            decode_high_registers(thumb, op);
        break;
    case 0x13:
        set_mask(thumb, HOP_THUMB_LOAD, 1u << d, immediate * 4);
        break;
    case 0x15:
        set_add(thumb, d, SP, immediate * 4);
        break;
    case 0x16:
    case 0x17:
        decode_miscellaneous(thumb, op, address);
        break;
    case 0x1a:
    case 0x1b: // cond 14: udf, 15: svc
        if (bits(op, 8, 4) < 14)
            set_branch(thumb, HOP_THUMB_BRANCH_IF, address + 4 + sign_extend(immediate << 1, 9));
        else
            set_branch(thumb, bits(op, 8, 4) == 14 ? HOP_THUMB_END : HOP_THUMB_SVC, immediate);
        break;
    case 0x1c:
        set_branch(thumb, HOP_THUMB_BRANCH, address + 4 + sign_extend(bits(op, 0, 11) << 1, 12));
        break;
    }
}

// The constant that i:imm3:imm8 stands for (A5.3.2).
static uint32_t expand(uint32_t first, uint32_t second)
{
    uint32_t code = bits(first, 10, 1) << 11 | bits(second, 12, 3) << 8 | bits(second, 0, 8);
    uint32_t byte = bits(code, 0, 8);
    if (code >> 10 != 0) {
        uint32_t turned = 0x80 | bits(code, 0, 7), by = code >> 7;
        return turned >> by | turned << (32 - by);
    }
    static const uint32_t copies[] = {0x1, 0x10001, 0x1000100, 0x1010101};
    return byte * copies[code >> 8];
}

// 11110 ...: constants, branches.
static void decode_constant(struct hop_thumb *thumb, uint32_t first, uint32_t second)
{
    uint32_t d = bits(second, 8, 4), n = bits(first, 0, 4);
    uint32_t plain = bits(first, 10, 1) << 11 | bits(second, 12, 3) << 8 | bits(second, 0, 8);
    switch (first & 0xfbe0) {
    case 0xf100:
        set_add(thumb, d, n, expand(first, second));
        break;
    case 0xf1a0:
        set_add(thumb, d, n, 0 - expand(first, second));
        break;
    case 0xf200:
        set_add(thumb, d, n, plain);
        break;
    case 0xf2a0:
        set_add(thumb, d, n, 0 - plain);
        break;
    }
    if (d == PC || n == PC) // comparisons, addresses of code
        thumb->kind = HOP_THUMB_OTHER;
}

static void decode_branch(struct hop_thumb *thumb, uint32_t first, uint32_t second,
                          uint32_t address)
{
    uint32_t sign = bits(first, 10, 1), j1 = bits(second, 13, 1), j2 = bits(second, 11, 1);
    uint32_t far = sign << 24 | (j1 ^ sign ^ 1) << 23 | (j2 ^ sign ^ 1) << 22 |
                   bits(first, 0, 10) << 12 | bits(second, 0, 11) << 1;
    uint32_t near = sign << 20 | j2 << 19 | j1 << 18 | bits(first, 0, 6) << 12 | bits(second, 0, 11) << 1;
    switch (second & 0x5000) {
    case 0x5000:
        set_branch(thumb, HOP_THUMB_CALL, address + 4 + sign_extend(far, 25));
        break;
    case 0x1000:
        set_branch(thumb, HOP_THUMB_BRANCH, address + 4 + sign_extend(far, 25));
        break;
    default: // conditions 14 and 15 are barriers, hints and system registers
        if (bits(first, 7, 3) != 7)
            set_branch(thumb, HOP_THUMB_BRANCH_IF, address + 4 + sign_extend(near, 21));
    }
}

// SP changes by more than what is there.
static void set_indexed(struct hop_thumb *thumb, enum hop_thumb_kind kind, uint32_t mask, uint32_t bytes)
{
    set_stack(thumb, kind, mask);
    if (bytes < thumb->value || bytes % 4 != 0)
        thumb->kind = HOP_THUMB_SP_UNKNOWN;
    thumb->value = bytes;
}

// 1110 100. .1..: of two registers, at SP. In another order than that of memory they are not known.
static void decode_dual(struct hop_thumb *thumb, uint32_t first, uint32_t second)
{
    uint32_t a = bits(second, 12, 4), b = bits(second, 8, 4), bytes = bits(second, 0, 8) * 4;
    uint32_t mask = 1u << a | 1u << b, op = a < b ? first : 0;
    if (op == 0xe9dd)
        set_mask(thumb, HOP_THUMB_LOAD, mask, bytes);
    else if (op == 0xe96d)
        set_indexed(thumb, HOP_THUMB_PUSH, mask, bytes);
    else if (op == 0xe8fd)
        set_indexed(thumb, HOP_THUMB_POP, mask, bytes);
    else if ((first & 0x2f) == 0x2d)
        thumb->kind = HOP_THUMB_SP_UNKNOWN;
}

static void decode_32(struct hop_thumb *thumb, uint32_t first, uint32_t second, uint32_t address)
{
    uint32_t top = bits(second, 12, 4), index = bits(second, 8, 4);
    uint32_t first_d = bits(first, 6, 1) << 4 | top;
    bool is_double = index == 0xb;

    if (first >> 11 == 0x1e && (second & 0x8000) != 0)
        decode_branch(thumb, first, second, address);
    else if (first >> 11 == 0x1e)
        decode_constant(thumb, first, second);
    else if (first == 0xe92d)
        set_stack(thumb, HOP_THUMB_PUSH, second & 0x5fff);
    else if (first == 0xe8bd)
        set_stack(thumb, HOP_THUMB_POP, second & 0xdfff);
    else if (first == 0xf84d && index == 0xd)
        set_indexed(thumb, HOP_THUMB_PUSH, 1u << top, bits(second, 0, 8));
    else if (first == 0xf85d && index == 0xb)
        set_indexed(thumb, HOP_THUMB_POP, 1u << top, bits(second, 0, 8));
    else if ((first & 0xffbf) == 0xed2d && is_double)
        thumb->kind = HOP_THUMB_VPUSH;
    else if ((first & 0xffbf) == 0xecbd && is_double)
        thumb->kind = HOP_THUMB_VPOP;
    else if (first == 0xf8dd && top != PC)
        set_mask(thumb, HOP_THUMB_LOAD, 1u << top, bits(second, 0, 12));
    else if ((first & 0xff70) == 0xf850 && top == PC)
        thumb->kind = HOP_THUMB_END; // ldr pc
    else if ((first & 0xfff0) == 0xe8d0 && (second & 0xffe0) == 0xf000)
        thumb->kind = HOP_THUMB_END; // tbb, tbh
    else if ((first & 0xfe40) == 0xe840)
        decode_dual(thumb, first, second);
    else if (first == 0xea4f && (second & 0xf0f0) == 0)
        set_add(thumb, index, bits(second, 0, 4), 0); // mov.w
    else if ((first == 0xebad || first == 0xeb0d) && index == SP)
        thumb->kind = HOP_THUMB_SP_UNKNOWN;
    if (thumb->kind == HOP_THUMB_VPUSH || thumb->kind == HOP_THUMB_VPOP) {
        thumb->d = (uint8_t)first_d;
        thumb->count = (uint8_t)(bits(second, 0, 8) / 2);
        thumb->value = thumb->count * 8u;
    }
}

bool hop_thumb_decode(const struct hop_image *code, uint32_t address, struct hop_thumb *thumb)
{
    struct hop_cursor cursor = hop_cursor_open(code, address);
    uint32_t first = hop_cursor_u16(&cursor);
    *thumb = (struct hop_thumb){.kind = HOP_THUMB_OTHER, .size = 2};
    if (cursor.bad)
        return false;
    if (first >> 11 < 0x1d) {
        decode_16(thumb, first, address);
        return true;
    }
    thumb->size = 4;
    decode_32(thumb, first, hop_cursor_u16(&cursor), address);
    return !cursor.bad;
}
