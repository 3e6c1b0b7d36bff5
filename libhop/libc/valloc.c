// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// valloc and pvalloc.
#include "libc/malloc.h"

enum { PAGE = 4096 };

__attribute__((weak)) HOP_CHECKED void *_valloc_r(struct _reent *reent, size_t size)
{
    return hop_libc_allocate_aligned(reent, PAGE, size);
}

// Whole pages; a size that overflows becomes one that nothing can serve.
__attribute__((weak)) HOP_CHECKED void *_pvalloc_r(struct _reent *reent, size_t size)
{
    size_t pages = (size + PAGE - 1) & ~(size_t)(PAGE - 1);
    return hop_libc_allocate_aligned(reent, PAGE, pages < size ? SIZE_MAX : pages);
}
