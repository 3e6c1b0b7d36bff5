// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The public call.
#include "mem/heap.h"

HOP_CHECKED void *hop_mem_resize(void *pointer, size_t size)
{
    return hop_heap_resize(pointer, size);
}
