// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <hop/mem.h>

static inline size_t heap_in_use(void)
{
    struct hop_mem_stats heap;
    hop_mem_stats(&heap);
    return heap.in_use;
}
