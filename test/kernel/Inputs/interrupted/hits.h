// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which instructions handlers have interrupted, for check_hits.py: those between region_begin() and region_end(), and
// between handler_begin() and handler_end(), are to be all.
#pragma once

#include <stdint.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

static volatile unsigned wrong;

// By halfword of the code, from address 0: what each handler has interrupted, the second one in the first only.
enum { CODE = 0x20000 };
static uint32_t hits[2][CODE / 64];

static inline void note_place(int number, const uint32_t *frame)
{
    uint32_t halfword = frame[6] / 2;
    if (halfword < CODE / 2)
        hits[number][halfword / 32] |= 1u << halfword % 32;
    else
        wrong++; // CODE is too small
}

static inline void print_hits(void)
{
    for (int number = 0; number < 2; number++) {
        for (unsigned i = 0; i < CODE / 64; i++) {
            if (hits[number][i])
                printf("hit %d %x %x\n", number, i * 64, (unsigned)hits[number][i]);
        }
    }
}

// The frame is on the stack that was in use.
#define WITH_FRAME(handler) \
    __asm volatile("tst lr, #4\n\tite eq\n\tmrseq r0, msp\n\tmrsne r0, psp\n\tb " #handler)

NOINLINE void region_begin(void)
{
    __asm volatile("");
}

NOINLINE void region_end(void)
{
    __asm volatile("");
}

NOINLINE void handler_begin(void)
{
    __asm volatile("");
}

NOINLINE void handler_end(void)
{
    __asm volatile("");
}
