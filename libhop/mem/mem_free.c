// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Never diverted (../ABI.md 4.4): a block that is given back by a call that does not happen is nobody's any more.
#include "mem/heap.h"

HOP_CHECKED void hop_mem_free(void *pointer)
{
    hop_heap_free(pointer);
}
