// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// zlib: generated text is compressed by each strategy and at several levels, in pieces, and
// decompressed again.
#include "../harness.h"

#include <string.h>
#include <zlib.h>

enum { TEXT_BYTES = 20000, PACKED_BYTES = 24000, PIECE = 700 };

static uint8_t text[TEXT_BYTES], packed[PACKED_BYTES], unpacked[TEXT_BYTES];

// Words of a small vocabulary, which repeat as they do in real text.
static void make_text(uint32_t *random)
{
    static const char *const words[] = {
        "stack ", "task ", "the ", "of ", "a call ", "that ", "does not ", "fit ",
        "limit ", "and ", "unwinds ", "cleanup, ", "interrupt ", "frame.\n", "0x2000", "(1) ",
    };
    for (size_t at = 0; at < TEXT_BYTES;) {
        const char *word = words[bench_random(random) % 16];
        size_t length = strlen(word);
        length = length < TEXT_BYTES - at ? length : TEXT_BYTES - at;
        memcpy(text + at, word, length);
        at += length;
        if (bench_random(random) % 13 == 0 && at < TEXT_BYTES) {
            text[at++] = (uint8_t)bench_random(random);
        }
    }
}

static void feed(z_stream *stream, uint8_t *in, size_t length, size_t *given)
{
    if (stream->avail_in == 0) {
        size_t left = length - *given;
        stream->next_in = in + *given;
        stream->avail_in = (uInt)(left < PIECE ? left : PIECE);
        *given += stream->avail_in;
    }
}

static size_t pack(int level, int strategy)
{
    z_stream stream = {.next_out = packed, .avail_out = PACKED_BYTES};
    size_t given = 0;
    int status = deflateInit2(&stream, level, Z_DEFLATED, 13, 6, strategy);
    bench_check(status == Z_OK, "start of deflate");
    while (status == Z_OK) {
        feed(&stream, text, TEXT_BYTES, &given);
        status = deflate(&stream, given == TEXT_BYTES ? Z_FINISH : Z_NO_FLUSH);
    }
    bench_check(status == Z_STREAM_END, "end of deflate");
    deflateEnd(&stream);
    return stream.total_out;
}

static void unpack(size_t length)
{
    z_stream stream = {.next_out = unpacked, .avail_out = TEXT_BYTES};
    size_t given = 0;
    int status = inflateInit2(&stream, 13);
    bench_check(status == Z_OK, "start of inflate");
    while (status == Z_OK) {
        feed(&stream, packed, length, &given);
        status = inflate(&stream, Z_NO_FLUSH);
    }
    bench_check(status == Z_STREAM_END && stream.total_out == TEXT_BYTES, "end of inflate");
    inflateEnd(&stream);
    bench_check(memcmp(text, unpacked, TEXT_BYTES) == 0, "unpacked text");
}

static void refuse_damaged(size_t length)
{
    uLongf room = TEXT_BYTES;
    packed[length / 2] ^= 0x55;
    bench_check(uncompress(unpacked, &room, packed, length) != Z_OK, "damaged data");
}

int bench_run(void)
{
    static const struct {
        int level, strategy;
    } ways[] = {
        {0, Z_DEFAULT_STRATEGY}, {1, Z_DEFAULT_STRATEGY}, {6, Z_DEFAULT_STRATEGY},
        {9, Z_DEFAULT_STRATEGY}, {6, Z_HUFFMAN_ONLY},     {6, Z_RLE},
        {6, Z_FIXED},
    };
    uint32_t random = 1234567;
    uint32_t hash = 0;
    make_text(&random);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        size_t length = pack(ways[i].level, ways[i].strategy);
        unpack(length);
        hash = bench_mix(hash, (uint32_t)length);
        hash = bench_mix(hash, (uint32_t)crc32(0, packed, (uInt)length));
        refuse_damaged(length);
    }
    return (int)hash;
}
