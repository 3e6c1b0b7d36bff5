// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tells what was written whole from what was not.
#pragma once

#include <stdint.h>

// FNV-1a, by words instead of bytes.
static inline uint32_t hop_checksum_add(uint32_t sum, uint32_t word)
{
    return (sum ^ word) * 16777619u;
}

static inline uint32_t hop_checksum(const uint32_t *word, const uint32_t *end)
{
    uint32_t sum = 2166136261u;
    while (word < end)
        sum = hop_checksum_add(sum, *word++);
    return sum;
}
