// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds images of little-endian words for the decoders.
#pragma once

#include "unwind/cursor.h"

#include <string.h>

struct builder {
    uint8_t bytes[512];
    uint32_t address;
    uint32_t size;
};

static inline void build_byte(struct builder *builder, uint8_t byte)
{
    builder->bytes[builder->size++] = byte;
}

static inline void build_word(struct builder *builder, uint32_t word)
{
    for (int shift = 0; shift < 32; shift += 8)
        build_byte(builder, (uint8_t)(word >> shift));
}

static inline void build_prel31(struct builder *builder, uint32_t target)
{
    build_word(builder, (target - (builder->address + builder->size)) & 0x7fffffff);
}

static inline void build_bytes(struct builder *builder, const void *bytes, unsigned size)
{
    memcpy(builder->bytes + builder->size, bytes, size);
    builder->size += size;
}

static inline struct hop_image built(const struct builder *builder)
{
    return (struct hop_image){builder->bytes, builder->address, builder->size};
}
