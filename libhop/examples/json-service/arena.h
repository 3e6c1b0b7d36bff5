// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory of one document. cJSON allocates from the arena that is open and frees
// nothing; closing the arena frees it all. Declared with ARENA_VARIABLE it is
// closed however its scope ends: by return, or by a panic that unwinds through.
// One task at a time may have an arena open.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena {
    struct arena_chunk *chunks; // newest first
    size_t left;                // bytes unused in the newest
    size_t budget;              // bytes that may still be taken from the heap
    bool exhausted;             // an allocation was refused
};

#define ARENA_VARIABLE __attribute__((cleanup(arena_close))) struct arena

// Makes *arena the one that cJSON allocates from. It takes at most `budget`
// bytes from the heap.
void arena_open(struct arena *arena, size_t budget);

// Gives everything back to the heap.
void arena_close(struct arena *arena);

// Points cJSON at the open arena, once for all.
void arena_install(void);

// Bytes of the heap in use by anybody.
size_t arena_heap_in_use(void);
