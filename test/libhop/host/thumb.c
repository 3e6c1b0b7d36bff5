// RUN: %host_cc %s %libhop/unwind/cursor.c %libhop/unwind/thumb.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the decoder sees in an instruction, from encodings that llvm-mc makes of the text beside them, and that it
// reads nothing behind the end of the code.
#include "unwind/thumb.h"

#include "check.h"

enum { AT = 0x1000 };

static struct {
    uint16_t first, second;
    unsigned size;
    enum hop_thumb_kind kind;
    uint32_t a, b; // mask, value; d, count; d, value; value; n; count
} cases[] = {
    {0xb5f0, 0, 2, HOP_THUMB_PUSH, 0x40f0, 20},          // push {r4-r7, lr}
    {0xb408, 0, 2, HOP_THUMB_PUSH, 0x0008, 4},           // push {r3}
    {0xbdf0, 0, 2, HOP_THUMB_POP, 0x80f0, 20},           // pop {r4-r7, pc}
    {0xe92d, 0x4ff0, 4, HOP_THUMB_PUSH, 0x4ff0, 36},     // push.w {r4-r11, lr}
    {0xe8bd, 0x8ff0, 4, HOP_THUMB_POP, 0x8ff0, 36},      // pop.w {r4-r11, pc}
    {0xf84d, 0xbd04, 4, HOP_THUMB_PUSH, 0x0800, 4},      // str r11, [sp, #-4]!
    {0xf84d, 0x4d10, 4, HOP_THUMB_PUSH, 0x0010, 16},     // str r4, [sp, #-16]!
    {0xf85d, 0xeb04, 4, HOP_THUMB_POP, 0x4000, 4},       // ldr lr, [sp], #4
    {0xf85d, 0xfb04, 4, HOP_THUMB_POP, 0x8000, 4},       // ldr pc, [sp], #4
    {0xf85d, 0x4b10, 4, HOP_THUMB_POP, 0x0010, 16},      // ldr r4, [sp], #16
    {0xe96d, 0x4502, 4, HOP_THUMB_PUSH, 0x0030, 8},      // strd r4, r5, [sp, #-8]!
    {0xe96d, 0x4504, 4, HOP_THUMB_PUSH, 0x0030, 16},     // strd r4, r5, [sp, #-16]!
    {0xe8fd, 0x4504, 4, HOP_THUMB_POP, 0x0030, 16},      // ldrd r4, r5, [sp], #16
    {0xe8fd, 0x4501, 4, HOP_THUMB_SP_UNKNOWN, 0, 0},     // ldrd r4, r5, [sp], #4
    {0xe8fd, 0x5402, 4, HOP_THUMB_SP_UNKNOWN, 0, 0},     // ldrd r5, r4, [sp], #8
    {0xe8ed, 0x4502, 4, HOP_THUMB_SP_UNKNOWN, 0, 0},     // strd r4, r5, [sp], #8
    {0xe9dd, 0x6702, 4, HOP_THUMB_LOAD, 0x00c0, 8},      // ldrd r6, r7, [sp, #8]
    {0xe9cd, 0x6702, 4, HOP_THUMB_OTHER, 0, 0},          // strd r6, r7, [sp, #8]
    {0xe9f1, 0x2302, 4, HOP_THUMB_OTHER, 0, 0},          // ldrd r2, r3, [r1, #8]!
    {0xed2d, 0x8b04, 4, HOP_THUMB_VPUSH, 8, 2},          // vpush {d8, d9}
    {0xecbd, 0x8b10, 4, HOP_THUMB_VPOP, 8, 8},           // vpop {d8-d15}
    {0xb082, 0, 2, HOP_THUMB_ADD, 13, (uint32_t)-8},     // sub sp, #8
    {0xb04f, 0, 2, HOP_THUMB_ADD, 13, 0x13c},            // add sp, #0x13c
    {0xaf03, 0, 2, HOP_THUMB_ADD, 7, 12},                // add r7, sp, #12
    {0x46b5, 0, 2, HOP_THUMB_ADD, 13, 0},                // mov sp, r6
    {0x1f7c, 0, 2, HOP_THUMB_ADD, 4, (uint32_t)-5},      // subs r4, r7, #5
    {0x3e0c, 0, 2, HOP_THUMB_ADD, 6, (uint32_t)-12},     // subs r6, #12
    {0x0028, 0, 2, HOP_THUMB_ADD, 0, 0},                 // movs r0, r5
    {0xf5ad, 0x5d0c, 4, HOP_THUMB_ADD, 13, (uint32_t)-0x2300}, // sub.w sp, sp, #0x2300
    {0xf20d, 0x3d34, 4, HOP_THUMB_ADD, 13, 0x334},       // addw sp, sp, #0x334
    {0xf1a7, 0x040c, 4, HOP_THUMB_ADD, 4, (uint32_t)-12}, // sub.w r4, r7, #12
    {0x2001, 0, 2, HOP_THUMB_CONSTANT, 0, 1},            // movs r0, #1
    {0x9b02, 0, 2, HOP_THUMB_LOAD, 0x0008, 8},           // ldr r3, [sp, #8]
    {0xf8dd, 0xe02c, 4, HOP_THUMB_LOAD, 0x4000, 44},     // ldr.w lr, [sp, #44]
    {0x44b5, 0, 2, HOP_THUMB_SP_UNKNOWN, 0, 0},          // add sp, r6
    {0xebad, 0x0d04, 4, HOP_THUMB_SP_UNKNOWN, 0, 0},     // sub.w sp, sp, r4
    {0xd1fe, 0, 2, HOP_THUMB_BRANCH_IF, AT, 0},          // bne .
    {0xb108, 0, 2, HOP_THUMB_BRANCH_IF, AT + 6, 0},      // cbz r0, .+6
    {0xf040, 0x8049, 4, HOP_THUMB_BRANCH_IF, AT + 0x96, 0}, // bne.w .+0x96
    {0xf43f, 0xaffe, 4, HOP_THUMB_BRANCH_IF, AT, 0},     // beq.w .
    {0xf001, 0x8000, 4, HOP_THUMB_BRANCH_IF, AT + 0x1004, 0}, // beq.w .+0x1004
    {0xe7fe, 0, 2, HOP_THUMB_BRANCH, AT, 0},             // b .
    {0xe001, 0, 2, HOP_THUMB_BRANCH, AT + 6, 0},         // b .+6
    {0xf000, 0xb800, 4, HOP_THUMB_BRANCH, AT + 4, 0},    // b.w .+4
    {0xf7ff, 0xbffe, 4, HOP_THUMB_BRANCH, AT, 0},        // b.w .
    {0xf000, 0xf800, 4, HOP_THUMB_CALL, 0, AT + 4},      // bl .+4
    {0xf7ff, 0xfffe, 4, HOP_THUMB_CALL, 0, AT},          // bl .
    {0x4798, 0, 2, HOP_THUMB_CALL, 3, 0},                // blx r3
    {0x4770, 0, 2, HOP_THUMB_BX, 14, 0},                 // bx lr
    {0xbf1c, 0, 2, HOP_THUMB_IT, 2, 0},                  // itt ne
    {0xbf00, 0, 2, HOP_THUMB_OTHER, 0, 0},               // nop
    {0xde00, 0, 2, HOP_THUMB_END, 0, 0},                 // udf
    {0xdffc, 0, 2, HOP_THUMB_SVC, 0xfc, 0},              // svc #252
    {0xe8df, 0xf000, 4, HOP_THUMB_END, 0, 0},            // tbb [pc, r0]
    {0x4687, 0, 2, HOP_THUMB_END, 0, 0},                 // mov pc, r0
    {0xf8df, 0xf000, 4, HOP_THUMB_END, 0, 0},            // ldr pc, [pc]
    {0xf1b0, 0x0f02, 4, HOP_THUMB_OTHER, 0, 0},          // cmp.w r0, #2
    {0xf3bf, 0x8f4f, 4, HOP_THUMB_OTHER, 0, 0},          // dsb sy
};

static void check_operands(const struct hop_thumb *thumb, uint32_t a, uint32_t b)
{
    switch (thumb->kind) {
    case HOP_THUMB_PUSH:
    case HOP_THUMB_POP:
    case HOP_THUMB_LOAD:
        CHECK_EQUAL(thumb->mask, a);
        CHECK_EQUAL(thumb->value, b);
        break;
    case HOP_THUMB_VPUSH:
    case HOP_THUMB_VPOP:
        CHECK_EQUAL(thumb->d, a);
        CHECK_EQUAL(thumb->count, b);
        CHECK_EQUAL(thumb->value, 8 * b);
        break;
    case HOP_THUMB_ADD:
    case HOP_THUMB_CONSTANT:
        CHECK_EQUAL(thumb->d, a);
        CHECK_EQUAL(thumb->value, b);
        break;
    case HOP_THUMB_BRANCH:
    case HOP_THUMB_BRANCH_IF:
    case HOP_THUMB_SVC:
        CHECK_EQUAL(thumb->value, a);
        break;
    case HOP_THUMB_CALL:
        CHECK_EQUAL(thumb->n, a);
        CHECK_EQUAL(thumb->value, b);
        break;
    case HOP_THUMB_BX:
        CHECK_EQUAL(thumb->n, a);
        break;
    case HOP_THUMB_IT:
        CHECK_EQUAL(thumb->count, a);
        break;
    }
}

int main(void)
{
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t bytes[] = {(uint8_t)cases[i].first, (uint8_t)(cases[i].first >> 8), (uint8_t)cases[i].second,
                           (uint8_t)(cases[i].second >> 8)};
        struct hop_image code = {bytes, AT, cases[i].size};
        struct hop_thumb thumb;
        CHECK_EQUAL(hop_thumb_decode(&code, AT, &thumb), true);
        if (thumb.kind != cases[i].kind)
            printf("case %u, %04x:\n", i, cases[i].first);
        CHECK_EQUAL(thumb.kind, cases[i].kind);
        CHECK_EQUAL(thumb.size, cases[i].size);
        if (thumb.kind == cases[i].kind)
            check_operands(&thumb, cases[i].a, cases[i].b);
        code.size--;
        CHECK_EQUAL(hop_thumb_decode(&code, AT, &thumb), false);
    }
    return check_result();
}
