// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena is a list of heap blocks, each filled from its top.
#include "arena.h"

#include "cJSON.h"
#include "whole.h"

#include <malloc.h>
#include <stdlib.h>

enum {
    ALIGNMENT = 8,
    CHUNK_BYTES = 4096,
    // malloc, free and mallinfo, which are checked for HOP_KERNEL_DEPTH, and callers.
    HEAP_DEPTH = 512,
};

struct arena_chunk {
    struct arena_chunk *next;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

static struct arena *open_arena;

void arena_open(struct arena *arena, size_t budget)
{
    *arena = (struct arena){.budget = budget};
    open_arena = arena;
}

void arena_close(struct arena *arena)
{
    open_arena = NULL;
    while (arena->chunks != NULL) {
        struct arena_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);
    }
}

// Between malloc and the store into the list there is no call, so a panic finds
// the block either not taken or in the list.
FITS_WHOLE(HEAP_DEPTH)
static bool grow(struct arena *arena, size_t bytes)
{
    size_t payload = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    if (payload > arena->budget) {
        return false;
    }
    struct arena_chunk *chunk = malloc(sizeof(*chunk) + payload);
    if (chunk == NULL) {
        return false;
    }
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->left = payload;
    arena->budget -= payload;
    return true;
}

static void *allocate(size_t bytes)
{
    struct arena *arena = open_arena;
    if (bytes > arena->budget + arena->left) {
        arena->exhausted = true;
        return NULL;
    }
    bytes = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (bytes > arena->left && !grow(arena, bytes)) {
        arena->exhausted = true;
        return NULL;
    }
    arena->left -= bytes;
    return arena->chunks->bytes + arena->left;
}

static void keep(void *pointer)
{
    (void)pointer; // arena_close frees it with the rest
}

void arena_install(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = allocate, .free_fn = keep});
}

FITS_WHOLE(HEAP_DEPTH)
size_t arena_heap_in_use(void)
{
    return mallinfo().uordblks;
}
