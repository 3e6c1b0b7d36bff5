// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What newlib's malloc, realloc, calloc, memalign, ... call, on the heap
// (hop/mem.h). Each is checked once for its whole depth, so that a kill never
// stops it half-way; newlib's malloc lock is not needed. Weak, so that a program
// may bring some of them and not others, as with newlib's own.
#include "libc/malloc.h"

#include "arch/arch.h"

void *hop_libc_result(struct _reent *reent, void *pointer)
{
    if (!pointer && !hop_arch_in_handler())
        reent->_errno = ENOMEM;
    return pointer;
}

bool hop_libc_is_block(const void *pointer)
{
    enum hop_tlsf_verdict wrong;
    return hop_heap_look_up(pointer, &wrong) != NULL;
}

__attribute__((weak)) HOP_CHECKED void *_malloc_r(struct _reent *reent, size_t size)
{
    return hop_libc_result(reent, hop_heap_alloc(HOP_MEM_GENERAL, size));
}
