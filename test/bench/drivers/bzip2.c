// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// bzip2: generated text is compressed and decompressed in memory, by either way of
// decompressing, and damaged data are refused.
#include "../harness.h"

#include <bzlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 12000, PACKED_BYTES = 14000, TEXTS = 3 };

// The library's own, with BZ_NO_STDIO.
void bz_internal_error(int code)
{
    printf("bzip2: internal error %d\n", code);
    bench_check(false, "bzip2");
}

static char text[TEXT_BYTES], packed[PACKED_BYTES], unpacked[TEXT_BYTES];

// 0: lines of figures, 1: long runs, 2: a few letters at random.
static void make_text(int kind, uint32_t *random)
{
    for (int at = 0; at < TEXT_BYTES;) {
        uint32_t value = bench_random(random);
        int count = kind == 0 ? 1 + (int)(value % 6) : kind == 1 ? 1 + (int)(value % 700) : 1;
        for (; count > 0 && at < TEXT_BYTES; count--) {
            char letter = (char)('a' + (value >> 12) % 6);
            text[at++] = kind == 0 ? "0123456789 \n"[(value >> 8) % 12] : letter;
        }
    }
}

static unsigned pack(void)
{
    unsigned length = PACKED_BYTES;
    int status = BZ2_bzBuffToBuffCompress(packed, &length, text, TEXT_BYTES, 1, 0, 0);
    bench_check(status == BZ_OK, "compression");
    return length;
}

static int unpack(unsigned packed_length, int small)
{
    unsigned length = TEXT_BYTES;
    int status = BZ2_bzBuffToBuffDecompress(unpacked, &length, packed, packed_length, small, 0);
    if (status == BZ_OK) {
        bench_check(length == TEXT_BYTES, "length");
        bench_check(memcmp(text, unpacked, TEXT_BYTES) == 0, "unpacked text");
    }
    return status;
}

int bench_run(void)
{
    uint32_t random = 55555;
    uint32_t hash = 0;
    for (int kind = 0; kind < TEXTS; kind++) {
        make_text(kind, &random);
        unsigned length = pack();
        hash = bench_mix_bytes(bench_mix(hash, length), packed, length);
        bench_check(unpack(length, 0) == BZ_OK, "decompression");
        bench_check(unpack(length, 1) == BZ_OK, "decompression in little memory");
        packed[length / 2] ^= 1;
        bench_check(unpack(length, 0) != BZ_OK, "damaged data");
    }
    return (int)hash;
}
