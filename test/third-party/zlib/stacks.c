// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// stacks FILE: compresses FILE and expands it again, on stacks of many sizes.
#include "file.h"
#include "ledger.h"
#include "sweep.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

static char *original;
static size_t original_size;

static void *take(void *ledger, unsigned count, unsigned size)
{
    (void)ledger;
    return ledger_calloc(count, size);
}

static void give_back(void *ledger, void *pointer)
{
    (void)ledger;
    ledger_free(pointer);
}

// 0: it does not fit.
static size_t compress_to(unsigned char *out, size_t room)
{
    z_stream stream = {.zalloc = take, .zfree = give_back};
    if (deflateInit(&stream, Z_BEST_COMPRESSION) != Z_OK)
        return 0;
    stream.next_in = (unsigned char *)original;
    stream.avail_in = original_size;
    stream.next_out = out;
    stream.avail_out = room;
    int result = deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    return result == Z_STREAM_END ? stream.total_out : 0;
}

static size_t expand_to(unsigned char *out, size_t room, unsigned char *in, size_t size)
{
    z_stream stream = {.zalloc = take, .zfree = give_back, .next_in = in, .avail_in = size};
    if (inflateInit(&stream) != Z_OK)
        return 0;
    stream.next_out = out;
    stream.avail_out = room;
    int result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return result == Z_STREAM_END ? stream.total_out : 0;
}

static bool comes_back(void)
{
    LEDGER_SCOPE ledger;
    ledger_open(&ledger);
    unsigned char *compressed = ledger_malloc(original_size);
    unsigned char *expanded = ledger_malloc(original_size);
    if (compressed == NULL || expanded == NULL)
        return false;
    size_t size = compress_to(compressed, original_size);
    if (size == 0 || size > original_size / 2)
        return false;
    return expand_to(expanded, original_size, compressed, size) == original_size &&
           memcmp(expanded, original, original_size) == 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: stacks FILE\n", stderr);
        return 1;
    }
    original = file_contents(argv[1], &original_size);
    return sweep("zlib", comes_back) ? 0 : 1;
}
