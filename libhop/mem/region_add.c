// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Regions that a program adds.
#include "mem/heap.h"

#include "arch/arch.h"

extern char __hop_handler_stack_base[];

enum { KINDS = HOP_MEM_GENERAL | HOP_MEM_STACK | HOP_MEM_FAST | HOP_MEM_EXTERNAL };

static bool is_valid(uintptr_t start, size_t size, unsigned kind)
{
    if (!kind || (kind & ~(unsigned)KINDS) || start + size < start)
        return false;
    return !(kind & HOP_MEM_STACK) ||
           start + size <= (uintptr_t)__hop_handler_stack_base;
}

static bool overlaps(uintptr_t start, size_t size)
{
    struct hop_heap_region *region = hop_heap.first;
    for (; region; region = region->next) {
        uintptr_t end = hop_heap_arena(region)->end + HOP_TLSF_HEADER;
        if (start < end && start + size > (uintptr_t)region)
            return true;
    }
    return false;
}

static bool append(void *start, size_t size, unsigned kind)
{
    size_t skipped = -(uintptr_t)start & 7;
    return skipped < size &&
           hop_heap_append((char *)start + skipped, size - skipped, kind);
}

HOP_CHECKED int hop_mem_region_add(void *start, size_t size, unsigned kind)
{
    if (hop_arch_in_handler())
        return HOP_CONTEXT;
    if (!is_valid((uintptr_t)start, size, kind))
        return HOP_INVALID;
    hop_heap_enter();
    hop_heap_open();
    bool added = !overlaps((uintptr_t)start, size) && append(start, size, kind);
    hop_heap_leave();
    return added ? HOP_OK : HOP_INVALID;
}
