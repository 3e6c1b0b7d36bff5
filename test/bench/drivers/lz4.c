// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LZ4: blocks, the high-compression variant, streams of dependent blocks, and frames.
#include "../harness.h"

#include <lz4.h>
#include <lz4frame.h>
#include <lz4hc.h>
#include <string.h>

enum { TEXT_BYTES = 16000, PACKED_BYTES = 20000, BLOCK = 1500, ROUNDS = 2 };

static char text[TEXT_BYTES], packed[PACKED_BYTES], unpacked[TEXT_BYTES];

// Half of it is copied from a little before.
static void make_text(uint32_t *random)
{
    for (uint32_t at = 0; at < TEXT_BYTES;) {
        uint32_t value = bench_random(random);
        uint32_t distance = (value >> 4) % 900 + 1;
        for (uint32_t i = 0; i < value % 16 + 1 && at < TEXT_BYTES; i++, at++) {
            bool copied = (value >> 20) % 2 == 0 && distance <= at;
            text[at] = copied ? text[at - distance] : (char)(bench_random(random) >> 9);
        }
    }
}

static uint32_t mix_packed(uint32_t hash, size_t length)
{
    bench_check(length > 0 && length <= PACKED_BYTES, "packed length");
    return bench_mix_bytes(bench_mix(hash, (uint32_t)length), packed, length);
}

static void check_unpacked(int length)
{
    bench_check(length == TEXT_BYTES, "unpacked length");
    bench_check(memcmp(text, unpacked, TEXT_BYTES) == 0, "unpacked text");
    memset(unpacked, 0, TEXT_BYTES);
}

static uint32_t block(uint32_t hash, int acceleration)
{
    int length = LZ4_compress_fast(text, packed, TEXT_BYTES, PACKED_BYTES, acceleration);
    hash = mix_packed(hash, (size_t)length);
    check_unpacked(LZ4_decompress_safe(packed, unpacked, length, TEXT_BYTES));
    bench_check(LZ4_decompress_safe(packed, unpacked, length - 1, TEXT_BYTES) < 0, "cut data");
    return hash;
}

static uint32_t high_compression(uint32_t hash, int level)
{
    int length = LZ4_compress_HC(text, packed, TEXT_BYTES, PACKED_BYTES, level);
    hash = mix_packed(hash, (size_t)length);
    check_unpacked(LZ4_decompress_safe(packed, unpacked, length, TEXT_BYTES));
    return hash;
}

static uint32_t stream(uint32_t hash)
{
    LZ4_stream_t *out = LZ4_createStream();
    LZ4_streamDecode_t *in = LZ4_createStreamDecode();
    int done = 0;
    while (done < TEXT_BYTES) {
        int size = TEXT_BYTES - done < BLOCK ? TEXT_BYTES - done : BLOCK;
        int length = LZ4_compress_fast_continue(out, text + done, packed, size, PACKED_BYTES, 1);
        hash = mix_packed(hash, (size_t)length);
        done += LZ4_decompress_safe_continue(in, packed, unpacked + done, length, size);
    }
    check_unpacked(done);
    LZ4_freeStream(out);
    LZ4_freeStreamDecode(in);
    return hash;
}

static uint32_t frame(uint32_t hash)
{
    LZ4F_preferences_t preferences = {
        .frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled,
        .frameInfo.contentSize = TEXT_BYTES,
        .compressionLevel = 4,
    };
    LZ4F_dctx *context;
    size_t length = LZ4F_compressFrame(packed, PACKED_BYTES, text, TEXT_BYTES, &preferences);
    bench_check(!LZ4F_isError(length), "frame");
    hash = mix_packed(hash, length);
    bench_check(!LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)), "context");
    size_t room = TEXT_BYTES;
    size_t left = LZ4F_decompress(context, unpacked, &room, packed, &length, NULL);
    bench_check(left == 0, "end of the frame");
    check_unpacked((int)room);
    LZ4F_freeDecompressionContext(context);
    return hash;
}

int bench_run(void)
{
    uint32_t random = 918273645;
    uint32_t hash = 0;
    for (int round = 0; round < ROUNDS; round++) {
        make_text(&random);
        hash = block(hash, 1);
        hash = block(hash, 20);
        hash = high_compression(hash, 4);
        hash = high_compression(hash, LZ4HC_CLEVEL_OPT_MIN);
        hash = stream(hash);
        hash = frame(hash);
    }
    return (int)hash;
}
