// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Statistics.
#include "mem/heap.h"

#include "mem/reserve.h"

// Each counter of a handler has one writer at a time: the sum is exact.
static void add_records(struct hop_mem_stats *stats)
{
    for (unsigned i = 0; i < HOP_MEM_NESTING; i++)
        stats->failures += hop_heap.records[i].failures;
    if (hop_reserve_served)
        stats->reserve_served = hop_reserve_served();
}

static void add_regions(struct hop_mem_stats *stats)
{
    struct hop_heap_region *region = hop_heap.first;
    for (; region; region = region->next) {
        struct hop_tlsf *arena = hop_heap_arena(region);
        stats->total += hop_tlsf_total(arena);
        size_t largest = hop_tlsf_largest(arena);
        if ((region->kind & HOP_MEM_GENERAL) && largest > stats->largest_free)
            stats->largest_free = largest;
    }
}

HOP_CHECKED int hop_mem_stats(struct hop_mem_stats *stats)
{
    if (!hop_heap_enter())
        return HOP_BUSY;
    hop_heap_open();
    *stats = (struct hop_mem_stats){
        .in_use = hop_heap.in_use,
        .high_water = hop_heap.high_water,
        .failures = hop_heap.failures,
        .frees_deferred = hop_heap.frees_deferred,
    };
    add_regions(stats);
    add_records(stats);
    hop_heap_leave();
    return HOP_OK;
}
