// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// aligned_alloc, for any power of two; newlib's own, over posix_memalign, refuses
// less than the size of a pointer.
#include "libc/malloc.h"

#include <stdlib.h>

__attribute__((weak)) HOP_CHECKED void *aligned_alloc(size_t alignment, size_t size)
{
    return hop_libc_allocate_aligned(_REENT, alignment, size);
}
