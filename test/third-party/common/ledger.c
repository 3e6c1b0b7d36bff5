// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task dies at checked calls only. Here these are malloc and free, each of which happens as a whole or
// not at all, and between them and the list's change there is none: a block is in the list exactly while
// it is in use.
#include "ledger.h"

#include <stdint.h>
#include <stdlib.h>

struct ledger_block {
    _Alignas(8) struct ledger_block *next;
    struct ledger_block *previous; // NULL: the first
};

static struct ledger *open_ledger;

void ledger_open(struct ledger *ledger)
{
    ledger->first = NULL;
    open_ledger = ledger;
}

static inline void take_out(struct ledger *ledger, struct ledger_block *next, struct ledger_block *previous)
{
    if (next)
        next->previous = previous;
    if (previous)
        previous->next = next;
    else
        ledger->first = next;
}

void ledger_close(struct ledger *ledger)
{
    while (ledger->first) {
        struct ledger_block *block = ledger->first;
        struct ledger_block *next = block->next;
        free(block);
        take_out(ledger, next, NULL);
    }
}

void *ledger_malloc(size_t bytes)
{
    struct ledger_block *block = malloc(sizeof *block + bytes);
    if (block == NULL)
        return NULL;
    block->next = open_ledger->first;
    block->previous = NULL;
    if (block->next)
        block->next->previous = block;
    open_ledger->first = block;
    return block + 1;
}

void *ledger_calloc(size_t count, size_t bytes)
{
    if (bytes != 0 && count > (SIZE_MAX / 2) / bytes)
        return NULL;
    unsigned char *pointer = ledger_malloc(count * bytes);
    for (size_t i = 0; pointer && i < count * bytes; i++)
        pointer[i] = 0;
    return pointer;
}

void ledger_free(void *pointer)
{
    if (pointer == NULL)
        return;
    struct ledger_block *block = (struct ledger_block *)pointer - 1;
    struct ledger_block *next = block->next;
    struct ledger_block *previous = block->previous;
    free(block);
    take_out(open_ledger, next, previous);
}
