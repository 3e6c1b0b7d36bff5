// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The hash function BLAKE2s (RFC 7693), with and without a key, over messages in pieces and
// over a tree of blocks by recursion.
#include "../harness.h"

#include <string.h>

enum { BLOCK = 64, DIGEST = 32, LEAF_BYTES = 96, LEAVES = 200 };

struct blake2s {
    uint32_t chain[8];
    uint64_t length;
    uint8_t block[BLOCK];
    size_t filled;
};

static const uint32_t initial[8] = {
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
    0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
};

static const uint8_t order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

static uint32_t load(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void store(uint8_t *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(value >> 8 * i);
    }
}

static uint32_t rotate(uint32_t value, unsigned count)
{
    return value >> count | value << (32 - count);
}

static void quarter(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d, uint32_t x, uint32_t y)
{
    *a += *b + x;
    *d = rotate(*d ^ *a, 16);
    *c += *d;
    *b = rotate(*b ^ *c, 12);
    *a += *b + y;
    *d = rotate(*d ^ *a, 8);
    *c += *d;
    *b = rotate(*b ^ *c, 7);
}

// Columns first, then diagonals.
static void mix_round(uint32_t v[16], const uint32_t words[16], const uint8_t *permuted)
{
    for (int i = 0; i < 8; i++) {
        int turn = i < 4 ? 0 : 1;
        int column = i % 4;
        quarter(&v[column], &v[4 + (column + turn) % 4], &v[8 + (column + 2 * turn) % 4],
                &v[12 + (column + 3 * turn) % 4], words[permuted[2 * i]],
                words[permuted[2 * i + 1]]);
    }
}

static void compress(struct blake2s *hash, bool last)
{
    uint32_t words[16];
    uint32_t v[16];
    for (int i = 0; i < 16; i++) {
        words[i] = load(&hash->block[4 * i]);
    }
    memcpy(v, hash->chain, sizeof hash->chain);
    memcpy(v + 8, initial, sizeof initial);
    v[12] ^= (uint32_t)hash->length;
    v[13] ^= (uint32_t)(hash->length >> 32);
    v[14] ^= last ? 0xFFFFFFFF : 0;
    for (int round = 0; round < 10; round++) {
        mix_round(v, words, order[round]);
    }
    for (int i = 0; i < 8; i++) {
        hash->chain[i] ^= v[i] ^ v[i + 8];
    }
    hash->filled = 0;
}

static void update(struct blake2s *hash, const void *data, size_t length)
{
    const uint8_t *bytes = data;
    while (length > 0) {
        if (hash->filled == BLOCK) {
            compress(hash, false);
        }
        size_t room = BLOCK - hash->filled;
        size_t piece = length < room ? length : room;
        memcpy(hash->block + hash->filled, bytes, piece);
        hash->filled += piece;
        hash->length += piece;
        bytes += piece;
        length -= piece;
    }
}

static struct blake2s start(const void *key, size_t key_length)
{
    static const uint8_t zeros[BLOCK];
    struct blake2s hash = {.filled = 0};
    memcpy(hash.chain, initial, sizeof initial);
    hash.chain[0] ^= 0x01010000U ^ (uint32_t)key_length << 8 ^ DIGEST;
    if (key_length > 0) {
        update(&hash, key, key_length);
        update(&hash, zeros, BLOCK - key_length);
    }
    return hash;
}

static void finish(struct blake2s *hash, uint8_t digest[DIGEST])
{
    memset(hash->block + hash->filled, 0, BLOCK - hash->filled);
    compress(hash, true);
    for (int i = 0; i < 8; i++) {
        store(&digest[4 * i], hash->chain[i]);
    }
}

static void digest_of(const void *data, size_t length, uint8_t digest[DIGEST])
{
    struct blake2s hash = start("", 0);
    update(&hash, data, length);
    finish(&hash, digest);
}

static uint8_t hex_digit(unsigned value)
{
    return (uint8_t)"0123456789abcdef"[value & 15];
}

static bool is_hex(const uint8_t *digest, const char *hex)
{
    for (int i = 0; i < DIGEST; i++) {
        if (hex[2 * i] != hex_digit(digest[i] >> 4) || hex[2 * i + 1] != hex_digit(digest[i])) {
            return false;
        }
    }
    return true;
}

static void tree_digest(const uint8_t *leaves, int count, uint8_t digest[DIGEST])
{
    if (count == 1) {
        digest_of(leaves, LEAF_BYTES, digest);
        return;
    }
    uint8_t both[2][DIGEST];
    int half = count / 2;
    tree_digest(leaves, half, both[0]);
    tree_digest(leaves + half * LEAF_BYTES, count - half, both[1]);
    digest_of(both, sizeof both, digest);
}

static void keyed_in_pieces(const uint8_t *data, size_t length, uint8_t digest[DIGEST])
{
    struct blake2s hash = start("a key of some length", 20);
    for (size_t piece = 1; length > 0; piece = piece * 2 % 127) {
        size_t now = piece < length ? piece : length;
        update(&hash, data, now);
        data += now;
        length -= now;
    }
    finish(&hash, digest);
}

int bench_run(void)
{
    static uint8_t leaves[LEAVES * LEAF_BYTES];
    uint8_t digest[DIGEST];
    uint32_t random = 314159265;
    digest_of("abc", 3, digest);
    bench_check(is_hex(digest, "508c5e8c327c14e2e1a72ba34eeb452f"
                               "37458b209ed63a294d999b4c86675982"), "digest of abc");
    for (size_t i = 0; i < sizeof leaves; i++) {
        leaves[i] = (uint8_t)bench_random(&random);
    }
    tree_digest(leaves, LEAVES, digest);
    uint32_t result = load(digest);
    keyed_in_pieces(leaves, sizeof leaves, digest);
    return (int)bench_mix(result, load(digest + 4));
}
