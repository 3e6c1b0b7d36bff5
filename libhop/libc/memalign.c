// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// memalign.
#include "libc/malloc.h"

__attribute__((weak)) HOP_CHECKED void *_memalign_r(struct _reent *reent,
                                                    size_t alignment, size_t size)
{
    return hop_libc_allocate_aligned(reent, alignment, size);
}
