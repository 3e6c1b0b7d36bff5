// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory of newlib's conversions of numbers, printf's and strtod's. What they keep for the next time is each
// task's own (reent.h), over its restarts: none of the lists is ever half-way. It is given back when
// the task ends. What a conversion had in hand when it was left by a fault or a kill is lost.
//
// Rejected: blocks that the task owns (mem/owned.h), so that nothing is lost. Then each life begins without them, and
// memory in use goes up and down.
#include "libc/conversions.h"

#include "libc/reent.h"

#include <stdbool.h>

#include <stdlib.h>

void *__conversion_calloc(size_t count, size_t size);

void *__conversion_calloc(size_t count, size_t size)
{
    return calloc(count, size);
}

// A program with a malloc of its own does without.
bool hop_libc_is_block(const void *pointer) __attribute__((weak)); // malloc.c

// The memory of a task that has died may have been overwritten: no word of a block is believed before its
// header has been, and what has been given back is no block any more.
static bool is_block(const void *pointer)
{
    return pointer != NULL && (!hop_libc_is_block || hop_libc_is_block(pointer));
}

static void give_back(void *pointer)
{
    if (is_block(pointer))
        free(pointer);
}

static void give_back_list(struct _Bigint *first)
{
    while (is_block(first)) {
        struct _Bigint *next = first->_next;
        free(first);
        first = next;
    }
}

void hop_conversions_end(void)
{
    struct _mprec *kept = _impure_ptr->_mp;
    _impure_ptr->_mp = NULL;
    if (!is_block(kept))
        return;
    for (unsigned i = 0; is_block(kept->_freelist) && i <= _Kmax; i++)
        give_back_list(kept->_freelist[i]);
    give_back_list(kept->_p5s);
    give_back(kept->_result);
    give_back(kept->_freelist);
    give_back(kept);
}
