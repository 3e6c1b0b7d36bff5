// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts instructions with the kernel's tick timer, whose interrupt is off then. With hop-run --icount 7 an
// instruction takes 128 ns.
#pragma once

#include <hop/hop.h>

static volatile uint32_t *const counter = (volatile uint32_t *)0xE000E010;

static inline void counter_start(void)
{
    counter[0] = 0;
    counter[1] = 0xffffff;
    counter[2] = 0;
    counter[0] = 1 | 1 << 2;
}

static inline uint32_t counter_read(void)
{
    return counter[2];
}

// The counter counts down; two reads in a row are one instruction apart.
static inline uint32_t counter_instructions(uint32_t from, uint32_t to)
{
    uint32_t in_100000 = hop_time_cycles_hz() / 1000 * 128 / 10;
    return (uint32_t)((((uint64_t)(from - to) & 0xffffff) * 100000 + in_100000 / 2) / in_100000);
}
