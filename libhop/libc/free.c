// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What newlib's free calls. Never diverted, as mem/mem_free.c, nor are those that call it and nothing else, as C++'s operator
// delete.
#include "libc/malloc.h"

__attribute__((weak)) HOP_CHECKED void _free_r(struct _reent *reent, void *pointer)
{
    (void)reent;
    hop_heap_free(pointer);
}
