// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory of newlib's conversions of numbers, printf's and strtod's. What they keep for the next time is each
// task's own (reent.h), over its restarts, and is given back when the task ends. All of a task's blocks are in a chain,
// so that nothing is lost that a conversion had in hand when it was left by a fault or a kill.
//
// Rejected: blocks that the task owns (mem/owned.h). Then each life begins without them, and memory in use goes up and
// down.
#include "hop/port.h"
#include "libc/reent.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

// In front of what newlib asks for. A task's first one is its struct _mprec, which is behind _mp.
struct block {
    struct block *next;
};

void *__conversion_calloc(size_t count, size_t size);
void __conversion_failed(void);

static struct block *block_of(void *pointer)
{
    return (struct block *)pointer - 1;
}

// The store that puts it in the chain is the last one.
void *__conversion_calloc(size_t count, size_t size)
{
    struct block *block = calloc(1, sizeof *block + count * size);
    if (block == NULL)
        return NULL;
    if (_impure_ptr->_mp == NULL) {
        _impure_ptr->_mp = (struct _mprec *)(block + 1);
    } else {
        struct block *first = block_of(_impure_ptr->_mp);
        block->next = first->next;
        first->next = block;
    }
    return block + 1;
}

// A program with a malloc of its own does without.
bool hop_libc_is_block(const void *pointer) __attribute__((weak)); // malloc.c

// The memory of a task that has died may have been overwritten: no word of a block is believed before its
// header has been, and what has been given back is no block any more.
static bool is_block(const void *pointer)
{
    return pointer != NULL && (!hop_libc_is_block || hop_libc_is_block(pointer));
}

static void give_back(struct block *block)
{
    while (is_block(block)) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

// Puts a number in the list of those of its size. One that was left right after it had been allocated does not know
// its size: it has room for one word.
static void make_free(struct _Bigint **lists, struct _Bigint *number)
{
    unsigned list = (unsigned)number->_k;
    if (list > _Kmax)
        return;
    number->_maxwds = 1 << list;
    number->_next = lists[list];
    lists[list] = number;
}

// All but the lists of free numbers is forgotten, and they are made anew.
void hop_conversions_recover(void)
{
    struct _mprec *kept = _impure_ptr->_mp;
    if (kept == NULL || !is_block(block_of(kept))) {
        _impure_ptr->_mp = NULL;
        return;
    }
    struct block *first = block_of(kept);
    struct _Bigint **lists = kept->_freelist;
    if (lists == NULL || !is_block(block_of(lists))) {
        *kept = (struct _mprec){0};
        give_back(first->next);
        first->next = NULL;
        return;
    }
    struct _mprec before = *kept;
    *kept = (struct _mprec){._freelist = lists};
    for (unsigned i = 0; i <= _Kmax; i++)
        lists[i] = NULL;
    for (struct block *block = first->next; is_block(block); block = block->next) {
        struct _Bigint *number = (struct _Bigint *)(block + 1);
        // The digits of the latest result are where a number has its size.
        if (number == before._result)
            number->_k = before._result_k;
        if ((void *)number != (void *)lists)
            make_free(lists, number);
    }
}

// A conversion that has no memory forgets the numbers that it had in hand.
void __conversion_failed(void)
{
    hop_conversions_recover();
    errno = ENOMEM;
}

void hop_conversions_end(void)
{
    struct _mprec *kept = _impure_ptr->_mp;
    _impure_ptr->_mp = NULL;
    if (kept != NULL)
        give_back(block_of(kept));
}
