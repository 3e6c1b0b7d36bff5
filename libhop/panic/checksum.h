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

#define HOP_CHECKSUM_OF_NONE 2166136261u

// Of each word only the bits of the mask.
static inline uint32_t hop_checksum_words(uint32_t sum, const uint32_t *word, const uint32_t *end,
                                          uint32_t mask)
{
    while (word < end)
        sum = hop_checksum_add(sum, *word++ & mask);
    return sum;
}
