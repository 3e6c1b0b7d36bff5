// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The three forms of an unwinding entry (EHABI 6, 7, 9.2), brought to one: a
// stream of opcode bytes, and the address of the LSDA where there is one.
#pragma once

#include "unwind/exidx.h"

// Opcode bytes are packed from the top of each word down.
struct hop_opcodes {
    struct hop_cursor words; // the words after `word`
    uint32_t word;           // bytes not yet taken, in its top part
    uint8_t bytes_left;      // of `word`
    uint8_t words_left;
};

// Opens the opcode stream of `entry`. *lsda becomes 0 for compact entries: what
// follows their opcodes is a descriptor list (EHABI 9.2), not an LSDA.
enum hop_unwind_status hop_opcodes_open(struct hop_opcodes *opcodes,
                                        const struct hop_image *extab,
                                        const struct hop_exidx_entry *entry,
                                        uint32_t *lsda);

// Takes the next word, when all bytes of the one before are taken; false at the end.
bool hop_opcodes_next_word(struct hop_opcodes *opcodes);

// Takes the next byte; false at the end. A truncated table is an end too, told
// apart by opcodes->words.bad.
static inline bool hop_opcodes_next(struct hop_opcodes *opcodes, uint8_t *byte)
{
    if (opcodes->bytes_left == 0 && !hop_opcodes_next_word(opcodes))
        return false;
    *byte = (uint8_t)(opcodes->word >> 24);
    opcodes->word <<= 8;
    opcodes->bytes_left--;
    return true;
}
