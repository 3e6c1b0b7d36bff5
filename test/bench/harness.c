// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the measured region once, with nothing else going on, and prints its result
// and how many instructions it took.
#include "harness.h"

#include <hop/hop.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

// With the kernel's tick off, every instruction counted is one of the program's.
static void stop_tick(void)
{
    *(volatile uint32_t *)0xE000E010 = 0;
}

// hop-run --icount 7: an instruction takes 128 ns, which is 3.2 counts at 25 MHz.
// The counter wraps after more than 10^9 instructions; no program runs that long.
static uint32_t instructions(uint32_t cycles)
{
    return (uint32_t)(((uint64_t)cycles * 10 + 16) / 32);
}

_Noreturn void bench_fail(const char *what)
{
    printf("wrong: %s\n", what);
    exit(EXIT_FAILURE);
}

uint32_t bench_random(uint32_t *state)
{
    uint32_t value = *state;
    value ^= value << 13;
    value ^= value >> 17;
    value ^= value << 5;
    *state = value;
    return value;
}

uint32_t bench_mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * 0x9E3779B1U;
    return hash ^ hash >> 15;
}

uint32_t bench_mix_bytes(uint32_t hash, const void *data, size_t length)
{
    const uint8_t *bytes = data;
    for (size_t i = 0; i < length; i++) {
        hash = bench_mix(hash, bytes[i]);
    }
    return hash;
}

int main(void)
{
    stop_tick();
    uint32_t before = hop_time_cycles();
    uint32_t result = (uint32_t)bench_run();
    uint32_t cycles = hop_time_cycles() - before;
    printf("result %08" PRIX32 " instructions %" PRIu32 "\n", result, instructions(cycles));
    return EXIT_SUCCESS;
}
