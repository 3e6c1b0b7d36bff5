// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program of the corpus shares with main(), which is in harness.c.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The measured region. Returns the result, which must depend on nothing but the
// source: not on the level of optimisation, the float ABI, addresses or time.
int bench_run(void);

// Ends the program with status 1 and a line that says what was wrong.
_Noreturn void bench_fail(const char *what);

// As an assertion: what is right costs a comparison, not a call.
static inline void bench_check(bool condition, const char *what)
{
    if (!condition) {
        bench_fail(what);
    }
}

// The next number of a pseudo-random sequence; the state must not be 0.
uint32_t bench_random(uint32_t *state);

// A checksum that goes on with one more number, or with bytes; it may start with 0.
uint32_t bench_mix(uint32_t hash, uint32_t value);
uint32_t bench_mix_bytes(uint32_t hash, const void *data, size_t length);
