// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// realloc and malloc_usable_size.
#include "libc/malloc.h"

// Size 0 frees, as in newlib.
__attribute__((weak)) HOP_CHECKED void *_realloc_r(struct _reent *reent, void *pointer,
                                                   size_t size)
{
    if (pointer && size == 0) {
        hop_heap_free(pointer);
        return NULL;
    }
    return hop_libc_result(reent, hop_heap_resize(pointer, size));
}

__attribute__((weak)) size_t _malloc_usable_size_r(struct _reent *reent, void *pointer)
{
    (void)reent;
    return pointer ? hop_heap_usable_size(pointer) : 0;
}
