// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that a library has taken from the heap and not yet given back. A library that knows nothing of
// tasks that die leaves its blocks behind; a ledger declared with LEDGER_SCOPE frees them however its
// scope ends. One task at a time may have a ledger open.
#pragma once

#include <stddef.h>

struct ledger_block;

struct ledger {
    struct ledger_block *first;
};

#define LEDGER_SCOPE __attribute__((cleanup(ledger_close))) struct ledger

// Makes *ledger, which becomes empty, the one that the calls below write to.
void ledger_open(struct ledger *ledger);

// Frees all that is in it.
void ledger_close(struct ledger *ledger);

// As malloc, calloc and free, which libraries get instead.
void *ledger_malloc(size_t bytes);
void *ledger_calloc(size_t count, size_t bytes);
void ledger_free(void *pointer);
