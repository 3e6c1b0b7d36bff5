// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Regions: how one comes into being, and the linker's.
#include "mem/heap.h"

#include "libc/sbrk.h"

extern char __hop_heap_start[], __hop_heap_end[];

bool hop_heap_append(void *start, size_t size, unsigned kind)
{
    struct hop_heap_region *region = start;
    // A size that is too small wraps, and becomes one that is too large.
    if (!hop_tlsf_create(region + 1, size - sizeof *region))
        return false;
    *region = (struct hop_heap_region){.kind = kind};
    struct hop_heap_region **link = &hop_heap.first;
    while (*link)
        link = &(*link)->next;
    hop_softlock_fence(); // whoever walks the list finds it complete
    *link = region;
    return true;
}

// In a handler that interrupted _sbrk there is no heap yet.
bool hop_heap_open(void)
{
    if (hop_heap.first)
        return false;
    char *start = hop_sbrk_split ? hop_sbrk_split() : __hop_heap_start;
    return start &&
           hop_heap_append(start, (size_t)(__hop_heap_end - start),
                           HOP_MEM_GENERAL | HOP_MEM_STACK);
}
