// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// posix_memalign. The result is the error; errno and, then, *pointer stay as they are.
#include "libc/malloc.h"

// Hidden from strict C by <stdlib.h>.
int posix_memalign(void **pointer, size_t alignment, size_t size);

__attribute__((weak)) HOP_CHECKED int posix_memalign(void **pointer, size_t alignment,
                                                     size_t size)
{
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    void *allocated = hop_heap_alloc_aligned(alignment, size);
    if (!allocated)
        return ENOMEM;
    *pointer = allocated;
    return 0;
}
