// RUN: %src_root/scripts/fuzz.sh --out %t 7 tlsf
// SOURCES: mem/tlsf*.c
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: size and alignment of the memory (2 bytes, 1), then operations: kind (1 byte), block (1), size or number
// of bytes (2). After each the arena is the model's, block by block. Then one byte of it is damaged, and
// checking of any pointer reads nothing outside.
#include "../host/Inputs/tlsf_down_model.h"

#include "input.h"

enum { MEMORY_MAX = 4096, OPERATIONS_MAX = 200 };

static void operate(struct input *input)
{
    unsigned kind = take_u8(input) % 8, which = take_u8(input);
    size_t size = take_u16(input);
    size_t bytes = size % 16 == 0 ? size : size % 512;
    unsigned index = used_count != 0 ? which % used_count : 0;

    if (kind < 3 && used_count == USED_MAX)
        return;
    if (kind == 0)
        do_alloc(bytes);
    else if (kind == 1)
        do_alloc_aligned((size_t)1 << which % 12, bytes);
    else if (kind == 2)
        do_alloc_high(bytes);
    else if (used_count == 0)
        return;
    else if (kind == 3)
        do_resize(index, bytes);
    else if (kind == 4)
        do_grow_down(index, bytes);
    else if (kind == 5)
        do_trim_down(index, bytes);
    else
        do_free(index);
}

static void damage(unsigned char *memory, size_t size, uint16_t at, uint8_t value)
{
    size_t head = arena->start - (uintptr_t)memory;
    memory[head + at % (size - head)] ^= value;
    for (uintptr_t pointer = arena->start + 1; pointer < arena->end; pointer++)
        if (hop_tlsf_contains(arena, (void *)pointer))
            hop_tlsf_check(arena, (void *)pointer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    size_t memory_size = take_u16(&input) % MEMORY_MAX, offset = take_u8(&input) % HOP_TLSF_GRANULE;
    unsigned char *memory = malloc(memory_size + offset);

    history = "a fuzzer's steps";
    used_count = 0;
    arena = hop_tlsf_create(memory + offset, memory_size);
    if (arena != NULL) {
        check_all();
        for (unsigned i = 0; i < OPERATIONS_MAX && input.left > 3; i++) {
            operate(&input);
            check_all();
        }
        damage(memory, memory_size + offset, take_u16(&input), take_u8(&input));
    }
    free(memory);
    return 0;
}
