// RUN: %host_cc %s %libhop/unwind/cursor.c %libhop/unwind/opcodes.c %libhop/unwind/ehabi_ops.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every row of EHABI table 4, on a stack whose word number i holds
// 0x1000 + i: where SP ends, and which word went to which register.
#include "unwind/ehabi_ops.h"

#include "check.h"
#include "image_builder.h"

enum { EXTAB = 0x9800, STACK = 0x20001000, STACK_WORDS = 1024, SP = STACK + 0x100 };

// Words between SP and the bottom of the stack that subtracting opcodes may use.
#define WORD(n) (0x1000u + (SP - STACK) / 4 + (n))

static uint8_t stack_bytes[STACK_WORDS * 4];

static struct hop_image stack_image(void)
{
    for (uint32_t i = 0; i < STACK_WORDS; i++) {
        for (unsigned b = 0; b < 4; b++)
            stack_bytes[i * 4 + b] = (uint8_t)((0x1000 + i) >> 8 * b);
    }
    return (struct hop_image){stack_bytes, STACK, sizeof stack_bytes};
}

// r4 = 0x100, r5 = 0x105 ... so that a changed register is seen.
static struct hop_registers fresh_registers(void)
{
    struct hop_registers registers = {.core = {0}};
    for (unsigned i = 0; i < 12; i++)
        registers.core[i] = 0x100 + i;
    registers.core[HOP_CORE_SP] = SP;
    registers.core[7 - 4] = SP + 0x40; // r7 as a frame pointer
    return registers;
}

// Runs opcodes given as a string, packed as a long compact entry of 6 bytes or
// of `size` rounded up, filled with `finish`.
static enum hop_unwind_status run(const char *opcodes, unsigned size,
                                  struct hop_registers *registers)
{
    uint8_t bytes[64];
    memset(bytes, 0xb0, sizeof bytes);
    memcpy(bytes, opcodes, size);
    unsigned words = size <= 2 ? 0 : (size - 2 + 3) / 4;
    struct builder table = {.address = EXTAB};
    build_word(&table, 0x81000000u | words << 16 | (unsigned)bytes[0] << 8 | bytes[1]);
    for (unsigned i = 0; i < words; i++) {
        const uint8_t *w = &bytes[2 + i * 4];
        build_word(&table, (uint32_t)w[0] << 24 | (uint32_t)w[1] << 16 |
                               (uint32_t)w[2] << 8 | w[3]);
    }
    struct hop_image extab = built(&table);
    struct hop_stack_view stack = {.image = stack_image()};
    struct hop_exidx_entry entry = {.table = EXTAB};
    struct hop_opcodes stream;
    uint32_t lsda;
    CHECK_EQUAL(hop_opcodes_open(&stream, &extab, &entry, &lsda), HOP_UNWIND_OK);
    return hop_ehabi_execute(&stream, registers, &stack);
}

struct sp_case {
    const char *opcodes;
    unsigned size;
    uint32_t sp;
};

static const struct sp_case sp_cases[] = {
    {"\x00", 1, SP + 4},
    {"\x3f", 1, SP + 0x100},
    {"\x40", 1, SP - 4},
    {"\x7f", 1, SP - 0x100},
    {"\x97", 1, SP + 0x40},
    {"\x97\x41\x84\x08", 4, SP + 0x40 - 8 + 8}, // mov sp, r7; sub #8; pop {r7, lr}
    {"\xb0\x00", 2, SP},                        // nothing after finish
    {"\xb1\x01", 2, SP + 4},
    {"\xb1\x0f", 2, SP + 16},
    {"\xb2\x00", 2, SP + 0x204},
    {"\xb2\x7f", 2, SP + 0x204 + 127 * 4},
    {"\xb2\x81\x01", 3, SP + 0x204 + 129 * 4},
    {"\xb3\x81", 2, SP + 16 + 4}, // FSTMFDX d8, d9
    {"\xb4", 1, SP + 4},
    {"\xb8", 1, SP + 8 + 4},
    {"\xbf", 1, SP + 64 + 4},
    {"\xc8\x01", 2, SP + 16}, // d16, d17
    {"\xc9\x07", 2, SP + 64}, // d0-d7
    {"\xc9\x87", 2, SP + 64}, // d8-d15
    {"\xd0", 1, SP + 8},
    {"\xd7", 1, SP + 64},
    {"\xa8", 1, SP + 8},
    {"\xaf", 1, SP + 36},
    {"\xa0", 1, SP + 4},
    {"\x88\x00", 2, SP + 4},
    {"\x8f\xff", 2, 0x1000 + 0x40 + 9}, // all; SP becomes the tenth word
};

static void test_sp(void)
{
    for (unsigned i = 0; i < sizeof sp_cases / sizeof sp_cases[0]; i++) {
        struct hop_registers registers = fresh_registers();
        int before = check_failures;
        CHECK_EQUAL(run(sp_cases[i].opcodes, sp_cases[i].size, &registers),
                    HOP_UNWIND_OK);
        CHECK_EQUAL(registers.core[HOP_CORE_SP], sp_cases[i].sp);
        if (check_failures != before)
            printf("in sp case %u\n", i);
    }
}

static void test_core_registers(void)
{
    struct hop_registers registers = fresh_registers();
    run("\xab", 1, &registers); // pop {r4-r7, lr}
    for (unsigned i = 0; i < 4; i++)
        CHECK_EQUAL(registers.core[i], WORD(i));
    CHECK_EQUAL(registers.core[8 - 4], 0x104);
    CHECK_EQUAL(registers.core[HOP_CORE_LR], WORD(4));
    CHECK_EQUAL(registers.core[HOP_CORE_PC], WORD(4));

    registers = fresh_registers();
    run("\x84\x81", 2, &registers); // pop {r4, r11, lr}
    CHECK_EQUAL(registers.core[0], WORD(0));
    CHECK_EQUAL(registers.core[11 - 4], WORD(1));
    CHECK_EQUAL(registers.core[HOP_CORE_LR], WORD(2));

    registers = fresh_registers();
    run("\x8c\x00", 2, &registers); // pop {lr, pc}: PC is not taken from LR
    CHECK_EQUAL(registers.core[HOP_CORE_LR], WORD(0));
    CHECK_EQUAL(registers.core[HOP_CORE_PC], WORD(1));

    registers = fresh_registers();
    run("\xb0", 1, &registers); // nothing saved: PC is LR
    CHECK_EQUAL(registers.core[HOP_CORE_PC], 0x100 + HOP_CORE_LR);
}

static uint64_t double_word(unsigned n)
{
    return WORD(n) | (uint64_t)WORD(n + 1) << 32;
}

static void test_vfp_registers(void)
{
    struct hop_registers registers = fresh_registers();
    run("\xd7\xa8", 2, &registers); // vpop {d8-d15}; pop {r4, lr}
    for (unsigned d = 0; d < 8; d++)
        CHECK_EQUAL(registers.vfp[d], double_word(d * 2));
    CHECK_EQUAL(registers.core[0], WORD(16));

    registers = fresh_registers();
    run("\xc9\xa1", 2, &registers); // vpop {d10, d11}
    CHECK_EQUAL(registers.vfp[1], 0);
    CHECK_EQUAL(registers.vfp[2], double_word(0));
    CHECK_EQUAL(registers.vfp[3], double_word(2));
    CHECK_EQUAL(registers.vfp[4], 0);

    registers = fresh_registers();
    run("\xc9\x73\xb9\x00", 3, &registers); // d7-d10, then FSTMFDX d8, d9
    CHECK_EQUAL(registers.vfp[2], double_word(6));
    CHECK_EQUAL(registers.vfp[0], double_word(8));
    CHECK_EQUAL(registers.vfp[1], double_word(10));
    CHECK_EQUAL(registers.core[HOP_CORE_SP], SP + 32 + 16 + 4);

    registers = fresh_registers();
    run("\xc8\x07", 2, &registers); // d16-d23 do not survive a call
    for (unsigned d = 0; d < 8; d++)
        CHECK_EQUAL(registers.vfp[d], 0);
}

struct error_case {
    const char *opcodes;
    unsigned size;
    enum hop_unwind_status status;
};

static const struct error_case error_cases[] = {
    {"\x80\x00", 2, HOP_UNWIND_REFUSED},
    {"\x9d", 1, HOP_UNWIND_SPARE},
    {"\x9f", 1, HOP_UNWIND_SPARE},
    {"\x90", 1, HOP_UNWIND_MALFORMED}, // vsp = r0
    {"\x9c", 1, HOP_UNWIND_MALFORMED}, // vsp = r12
    {"\xb1\x00", 2, HOP_UNWIND_SPARE},
    {"\xb1\x10", 2, HOP_UNWIND_SPARE},
    {"\xb1\xff", 2, HOP_UNWIND_SPARE},
    {"\xb2\xff\xff\xff\xff\x01", 6, HOP_UNWIND_MALFORMED},
    {"\xb2\x80\x80\x80\x80\x80", 6, HOP_UNWIND_MALFORMED}, // no end
    {"\xb3\x8f", 2, HOP_UNWIND_SPARE}, // d8-d23 in one list
    {"\xc8\xff", 2, HOP_UNWIND_SPARE},
    {"\x00\x80", 2, HOP_UNWIND_MALFORMED}, // operand missing
    {"\x00\xb1", 2, HOP_UNWIND_MALFORMED},
    {"\x00\xb2", 2, HOP_UNWIND_MALFORMED},
    {"\x00\xb3", 2, HOP_UNWIND_MALFORMED},
    {"\x00\xc9", 2, HOP_UNWIND_MALFORMED},
    {"\x96\xa0", 2, HOP_UNWIND_BAD_STACK}, // vsp = r6 = 0x102
    {"\xb2\xff\x7f\xa8", 4, HOP_UNWIND_BAD_STACK}, // above the stack
};

static void test_errors(void)
{
    for (unsigned i = 0; i < sizeof error_cases / sizeof error_cases[0]; i++) {
        struct hop_registers registers = fresh_registers();
        int before = check_failures;
        CHECK_EQUAL(run(error_cases[i].opcodes, error_cases[i].size, &registers),
                    error_cases[i].status);
        if (check_failures != before)
            printf("in error case %u\n", i);
    }
}

// Opcodes of table 4 that are spare, reserved, or WMMX: all single bytes here.
static void test_spare(void)
{
    for (unsigned op = 0xb5; op <= 0xff; op++) {
        bool known = (op >= 0xb8 && op <= 0xbf) || op == 0xc8 || op == 0xc9 ||
                     (op >= 0xd0 && op <= 0xd7);
        if (known)
            continue;
        char bytes[2] = {(char)op, 0x00};
        struct hop_registers registers = fresh_registers();
        CHECK_EQUAL(run(bytes, 2, &registers), HOP_UNWIND_SPARE);
    }
}

// A pop at the top of the stack: the last word is readable, the next is not.
static void test_stack_end(void)
{
    struct hop_registers registers = fresh_registers();
    registers.core[HOP_CORE_SP] = STACK + sizeof stack_bytes - 8;
    CHECK_EQUAL(run("\xa8", 1, &registers), HOP_UNWIND_OK);
    registers = fresh_registers();
    registers.core[HOP_CORE_SP] = STACK + sizeof stack_bytes - 4;
    CHECK_EQUAL(run("\xa8", 1, &registers), HOP_UNWIND_BAD_STACK);
    registers.core[HOP_CORE_SP] = STACK + sizeof stack_bytes - 2;
    CHECK_EQUAL(run("\xa0", 1, &registers), HOP_UNWIND_BAD_STACK);
    registers.core[HOP_CORE_SP] = 0xfffffffc;
    CHECK_EQUAL(run("\xa8", 1, &registers), HOP_UNWIND_BAD_STACK);
}

static void test_layout(void)
{
    struct {
        uint32_t word;
        uint32_t end, saved, frame_register;
        enum hop_unwind_status status;
    } cases[] = {
        {0x8003abb0, 36, 20, 0, HOP_UNWIND_OK},          // push {r4-r7, lr}; sub sp, #16
        {0x80b0b0b0, 0, 0, 0, HOP_UNWIND_OK},            // no frame
        {0x8000a8d0, 4 + 8 + 8, 16, 0, HOP_UNWIND_OK},   // vpush {d8}; push {r4, lr}; sub #4
        {0x809741a8, 0, 8, 7, HOP_UNWIND_OK},            // push {r4, lr} below r7
        {0x80ff0000, 0, 0, 0, HOP_UNWIND_SPARE},
    };
    struct hop_image nothing = {NULL, EXTAB, 0};
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hop_exidx_entry entry = {.inline_word = cases[i].word};
        struct hop_opcodes stream;
        uint32_t lsda;
        hop_opcodes_open(&stream, &nothing, &entry, &lsda);
        struct hop_ehabi_layout layout = {0};
        CHECK_EQUAL(hop_ehabi_measure(&stream, &layout), cases[i].status);
        if (cases[i].status != HOP_UNWIND_OK)
            continue;
        CHECK_EQUAL(layout.end, cases[i].end);
        CHECK_EQUAL(layout.saved, cases[i].saved);
        CHECK_EQUAL(layout.frame_register, cases[i].frame_register);
    }
}

int main(void)
{
    test_sp();
    test_core_registers();
    test_vfp_registers();
    test_errors();
    test_spare();
    test_stack_end();
    test_layout();
    return check_result();
}
