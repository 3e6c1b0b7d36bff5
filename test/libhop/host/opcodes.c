// RUN: %host_cc %s %libhop/unwind/cursor.c %libhop/unwind/opcodes.c -o %t && %t
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The forms of an entry, each truncated at every length; only the generic one
// has an LSDA.
#include "unwind/opcodes.h"

#include "check.h"
#include "image_builder.h"

enum { EXTAB = 0x9800, NO_LSDA = 0 };

struct form {
    const char *name;
    uint32_t inline_word; // or words in .ARM.extab:
    uint32_t words[4];
    unsigned word_count;
    const char *opcodes; // expected
    unsigned opcode_count;
    uint32_t lsda;
};

static const struct form forms[] = {
    {"inline", 0x8001a8b0, {0}, 0, "\x01\xa8\xb0", 3, NO_LSDA},
    {"short in table", 0, {0x80010203}, 1, "\x01\x02\x03", 3, NO_LSDA},
    // What follows the opcodes of a long form is a descriptor list.
    {"pr1, no further word", 0, {0x81000102, 0}, 2, "\x01\x02", 2, NO_LSDA},
    {"pr1", 0, {0x81010102, 0x03040506, 0}, 3, "\x01\x02\x03\x04\x05\x06", 6, NO_LSDA},
    {"pr2", 0, {0x82010102, 0x03040506, 0}, 3, "\x01\x02\x03\x04\x05\x06", 6, NO_LSDA},
    {"generic", 0, {0x00001234, 0x00a8b0b0}, 2, "\xa8\xb0\xb0", 3, EXTAB + 8},
    {"generic, one more", 0, {0x00001234, 0x01010203, 0x04050607}, 3,
     "\x01\x02\x03\x04\x05\x06\x07", 7, EXTAB + 12},
};

static enum hop_unwind_status open_form(const struct form *form,
                                        const struct hop_image *extab,
                                        struct hop_opcodes *opcodes, uint32_t *lsda)
{
    struct hop_exidx_entry entry = {.inline_word = form->inline_word};
    if (form->inline_word == 0)
        entry.table = EXTAB;
    return hop_opcodes_open(opcodes, extab, &entry, lsda);
}

static void test_form(const struct form *form)
{
    struct builder words = {.address = EXTAB};
    for (unsigned i = 0; i < form->word_count; i++)
        build_word(&words, form->words[i]);
    struct hop_image extab = built(&words);
    struct hop_opcodes opcodes;
    uint32_t lsda;

    int before = check_failures;
    CHECK_EQUAL(open_form(form, &extab, &opcodes, &lsda), HOP_UNWIND_OK);
    CHECK_EQUAL(lsda, form->lsda);
    uint8_t byte;
    for (unsigned i = 0; i < form->opcode_count; i++) {
        CHECK_EQUAL(hop_opcodes_next(&opcodes, &byte), true);
        CHECK_EQUAL(byte, (uint8_t)form->opcodes[i]);
    }
    CHECK_EQUAL(hop_opcodes_next(&opcodes, &byte), false);
    CHECK_EQUAL(opcodes.words.bad, false);
    if (check_failures != before)
        printf("in form '%s'\n", form->name);
}

// Cut anywhere inside, the table is refused at once or ends as bad.
static void test_truncated(const struct form *form, unsigned needed_words)
{
    struct builder words = {.address = EXTAB};
    for (unsigned i = 0; i < form->word_count; i++)
        build_word(&words, form->words[i]);
    for (uint32_t size = 0; size < needed_words * 4; size++) {
        struct hop_image extab = built(&words);
        extab.size = size;
        struct hop_opcodes opcodes;
        uint32_t lsda;
        if (open_form(form, &extab, &opcodes, &lsda) != HOP_UNWIND_OK)
            continue;
        uint8_t byte;
        while (hop_opcodes_next(&opcodes, &byte))
            ;
        CHECK_EQUAL(opcodes.words.bad, true);
    }
}

// Of the words that begin with a set bit, 0x80 to 0x82 are models (EHABI 10.2); the rest is reserved.
static void test_reserved(void)
{
    for (uint32_t top = 0x80; top <= 0xff; top++) {
        struct builder words = {.address = EXTAB};
        build_word(&words, top << 24);
        struct hop_image extab = built(&words);
        struct hop_exidx_entry entry = {.table = EXTAB};
        struct hop_opcodes opcodes;
        uint32_t lsda;
        CHECK_EQUAL(hop_opcodes_open(&opcodes, &extab, &entry, &lsda),
                    top <= 0x82 ? HOP_UNWIND_OK : HOP_UNWIND_MALFORMED);
    }
}

// As many words as the count can say, in each form that has one.
static void test_longest(void)
{
    static uint8_t bytes[8 + 255 * 4 + 4];
    static const struct {
        const char *name;
        uint8_t first_words[8]; // little-endian
        unsigned size, opcodes;
    } longest[] = {
        {"pr1", {0, 0, 255, 0x81}, 4, 2 + 255 * 4},
        {"pr2", {0, 0, 255, 0x82}, 4, 2 + 255 * 4},
        {"generic", {0, 0, 0, 0, 0, 0, 0, 255}, 8, 3 + 255 * 4},
    };
    for (unsigned i = 0; i < sizeof longest / sizeof longest[0]; i++) {
        memcpy(bytes, longest[i].first_words, longest[i].size);
        struct hop_image extab = {bytes, EXTAB, longest[i].size + 255 * 4};
        struct hop_exidx_entry entry = {.table = EXTAB};
        struct hop_opcodes opcodes;
        uint32_t lsda;
        uint8_t byte;
        unsigned count = 0;
        CHECK_EQUAL(hop_opcodes_open(&opcodes, &extab, &entry, &lsda), HOP_UNWIND_OK);
        CHECK_EQUAL(lsda, i == 2 ? EXTAB + 8 + 255 * 4 : NO_LSDA);
        while (hop_opcodes_next(&opcodes, &byte))
            count++;
        CHECK_EQUAL(opcodes.words.bad, false);
        CHECK_EQUAL(count, longest[i].opcodes);
    }
}

int main(void)
{
    for (unsigned i = 0; i < sizeof forms / sizeof forms[0]; i++)
        test_form(&forms[i]);
    test_truncated(&forms[1], 1);
    test_truncated(&forms[3], 2);
    test_truncated(&forms[6], 3);
    test_reserved();
    test_longest();
    return check_result();
}
