// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fuzzer's bytes, taken from the front; behind their end there are zeros. Images are of their exact
// size in memory of their own, so that the sanitizers see each read beyond.
#pragma once

#include "unwind/cursor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What must hold for every input.
#define MUST(condition)                                                        \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                           \
        }                                                                      \
    } while (0)

struct input {
    const uint8_t *at;
    size_t left;
};

static inline uint8_t take_u8(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

static inline uint16_t take_u16(struct input *input)
{
    uint16_t low = take_u8(input);
    return (uint16_t)(low | take_u8(input) << 8);
}

static inline uint32_t take_u32(struct input *input)
{
    uint32_t low = take_u16(input);
    return low | (uint32_t)take_u16(input) << 16;
}

// At most `size` bytes, mapped at `address`.
static inline struct hop_image take_image(struct input *input, uint32_t address, size_t size)
{
    size = size < input->left ? size : input->left;
    uint8_t *bytes = malloc(size);
    if (size != 0)
        memcpy(bytes, input->at, size);
    input->at += size;
    input->left -= size;
    return (struct hop_image){bytes, address, (uint32_t)size};
}

static inline void drop_image(const struct hop_image *image)
{
    free((void *)image->bytes);
}
