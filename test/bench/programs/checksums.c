// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Four checksums behind one interface of function pointers, fed in pieces of changing
// length. Each is checked against its published value for "123456789".
#include "../harness.h"

#include <string.h>

enum { MESSAGE_BYTES = 6000, PIECE_MAX = 300 };

struct checksum {
    const char *name;
    uint32_t expected; // for "123456789"
    uint32_t (*start)(void);
    uint32_t (*update)(uint32_t state, const uint8_t *data, size_t length);
    uint32_t (*finish)(uint32_t state);
};

static uint32_t crc32_table[256];

static uint32_t crc32_entry(uint32_t value)
{
    for (int bit = 0; bit < 8; bit++) {
        value = value & 1 ? value >> 1 ^ 0xEDB88320U : value >> 1;
    }
    return value;
}

static void crc32_prepare(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        crc32_table[i] = crc32_entry(i);
    }
}

static uint32_t all_ones(void)
{
    return 0xFFFFFFFFU;
}

static uint32_t crc32_update(uint32_t state, const uint8_t *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        state = state >> 8 ^ crc32_table[(state ^ data[i]) & 0xFF];
    }
    return state;
}

static uint32_t crc32_finish(uint32_t state)
{
    return ~state;
}

static uint32_t crc16_start(void)
{
    return 0xFFFF;
}

static uint32_t crc16_byte(uint32_t state, uint8_t byte)
{
    state ^= (uint32_t)byte << 8;
    for (int bit = 0; bit < 8; bit++) {
        state = state & 0x8000 ? state << 1 ^ 0x1021 : state << 1;
    }
    return state & 0xFFFF;
}

static uint32_t crc16_update(uint32_t state, const uint8_t *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        state = crc16_byte(state, data[i]);
    }
    return state;
}

static uint32_t unchanged(uint32_t state)
{
    return state;
}

// Two sums in one word, the plain one below, the sum of sums above.
static uint32_t pair(uint32_t low, uint32_t high)
{
    return high << 16 | low;
}

static uint32_t adler_start(void)
{
    return pair(1, 0);
}

static uint32_t sums(uint32_t state, const uint8_t *data, size_t length, uint32_t modulus)
{
    uint32_t low = state & 0xFFFF;
    uint32_t high = state >> 16;
    for (size_t i = 0; i < length; i++) {
        low = (low + data[i]) % modulus;
        high = (high + low) % modulus;
    }
    return pair(low, high);
}

static uint32_t adler_update(uint32_t state, const uint8_t *data, size_t length)
{
    return sums(state, data, length, 65521);
}

static uint32_t zero(void)
{
    return 0;
}

static uint32_t fletcher_update(uint32_t state, const uint8_t *data, size_t length)
{
    return sums(state, data, length, 255);
}

static uint32_t fletcher_finish(uint32_t state)
{
    return (state >> 16) << 8 | (state & 0xFF);
}

static const struct checksum checksums[] = {
    {"CRC-32", 0xCBF43926, all_ones, crc32_update, crc32_finish},
    {"CRC-16/CCITT", 0x29B1, crc16_start, crc16_update, unchanged},
    {"Adler-32", 0x091E01DE, adler_start, adler_update, unchanged},
    {"Fletcher-16", 0x1EDE, zero, fletcher_update, fletcher_finish},
};

static uint32_t whole(const struct checksum *checksum, const void *data, size_t length)
{
    return checksum->finish(checksum->update(checksum->start(), data, length));
}

static uint32_t in_pieces(const struct checksum *checksum, const uint8_t *data, size_t length,
                          uint32_t *random)
{
    uint32_t state = checksum->start();
    while (length > 0) {
        size_t piece = bench_random(random) % PIECE_MAX + 1;
        piece = piece < length ? piece : length;
        state = checksum->update(state, data, piece);
        data += piece;
        length -= piece;
    }
    return checksum->finish(state);
}

static void make_message(uint8_t *message, uint32_t *random)
{
    for (size_t i = 0; i < MESSAGE_BYTES; i++) {
        message[i] = (uint8_t)(bench_random(random) >> 11);
    }
}

int bench_run(void)
{
    static uint8_t message[MESSAGE_BYTES];
    uint32_t random = 2463534242U;
    uint32_t hash = 0;
    crc32_prepare();
    for (int round = 0; round < 4; round++) {
        make_message(message, &random);
        for (size_t i = 0; i < sizeof checksums / sizeof checksums[0]; i++) {
            const struct checksum *checksum = &checksums[i];
            bench_check(whole(checksum, "123456789", 9) == checksum->expected, checksum->name);
            uint32_t value = in_pieces(checksum, message, MESSAGE_BYTES, &random);
            bench_check(value == whole(checksum, message, MESSAGE_BYTES), checksum->name);
            hash = bench_mix(hash, value);
        }
    }
    return (int)hash;
}
