// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// calloc.
#include "libc/malloc.h"

#include <string.h>

__attribute__((weak)) HOP_CHECKED void *_calloc_r(struct _reent *reent, size_t count,
                                                  size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX; // fails, and counts as a failure
    void *pointer = hop_libc_result(reent, hop_heap_alloc(HOP_MEM_GENERAL, bytes));
    if (pointer)
        memset(pointer, 0, bytes);
    return pointer;
}
