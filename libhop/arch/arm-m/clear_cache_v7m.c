// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// __builtin___clear_cache, for code that has been written as data: what is in the data cache goes to where instructions are
// fetched from, and what the instruction cache has of it goes (Armv7-M ARM, B2.2.7). Both operations do nothing where a
// cache is off.
#include <stdint.h>

void hop_arch_clear_cache(void *begin, void *end);
#pragma redefine_extname hop_arch_clear_cache __clear_cache

#define CLIDR (*(const volatile uint32_t *)0xE000ED78u)
#define CTR (*(const volatile uint32_t *)0xE000ED7Cu)
#define ICIMVAU ((volatile uint32_t *)0xE000EF58u)
#define DCCMVAU ((volatile uint32_t *)0xE000EF64u)
#define CLIDR_HAS_CACHE 7u // the type of level 1, 0: none

// Log2 of the smallest line's words, from bit SHIFT of CTR on, to bytes.
static uintptr_t line_size(unsigned shift)
{
    return (uintptr_t)4 << ((CTR >> shift) & 0xf);
}

static void do_lines(volatile uint32_t *operation, uintptr_t begin, uintptr_t end, uintptr_t size)
{
    for (uintptr_t line = begin & -size; line < end; line += size)
        *operation = (uint32_t)line;
    __builtin_arm_dsb(0xf);
}

void hop_arch_clear_cache(void *begin, void *end)
{
    __builtin_arm_dsb(0xf);
    if ((CLIDR & CLIDR_HAS_CACHE) != 0) {
        do_lines(DCCMVAU, (uintptr_t)begin, (uintptr_t)end, line_size(16));
        do_lines(ICIMVAU, (uintptr_t)begin, (uintptr_t)end, line_size(0));
    }
    __builtin_arm_isb(0xf);
}
