// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which instructions from `begin` to `end` something has been done at, and whether one on a straight way was left out.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static uintptr_t begin, end;
static uint32_t hit[256]; // a bit for each halfword
static unsigned all_hit;

static bool is_hit(uintptr_t pc)
{
    uintptr_t bit = (pc - begin) / 2;
    return hit[bit / 32] >> bit % 32 & 1;
}

static void note_hit(uintptr_t pc)
{
    hit[(pc - begin) / 64] |= 1u << (pc - begin) / 2 % 32;
}

static bool is_long(const uint16_t *code)
{
    return code[0] >> 11 >= 0x1d;
}

// The instruction behind it is not always the next: a branch, a return, a trap of a check.
static bool goes_elsewhere(const uint16_t *code)
{
    unsigned op = code[0], second = code[1];
    if (is_long(code))
        return (op >> 11 == 0x1e && (second & 0xd000) != 0xd000 && (second & 0x8000) != 0) ||
               (op == 0xe8bd && second >> 15);
    return op >> 12 == 0xd || op >> 11 == 0x1c || op >> 8 == 0xbd || op >> 7 == 0x8e ||
           (op & 0xf500) == 0xb100;
}

// Then it begins anew.
static unsigned count_missed(void)
{
    unsigned missed = 0;
    for (uintptr_t pc = begin; pc < end; pc += 2) {
        const uint16_t *code = (const uint16_t *)pc;
        if (!is_hit(pc))
            continue;
        all_hit++;
        missed += !goes_elsewhere(code) && !is_hit(pc + (is_long(code) ? 4 : 2));
    }
    memset(hit, 0, sizeof hit);
    return missed;
}
