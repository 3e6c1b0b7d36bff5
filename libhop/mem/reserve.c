// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reserve. It exists once this file is linked, whoever refers to it weakly.
#include "mem/heap.h"

#include "arch/arch.h"

// NULL: taken.
struct entry {
    struct hop_softlock lock; // only its `held`
    void *block;
    uint32_t served;
};

static struct {
    size_t size; // usable bytes of each block
    // Written by the holder of the heap's lock: 0 while the rest changes.
    volatile size_t count;
    struct entry *entries;
    // By entries that are no more. Holder of the heap's lock.
    uint32_t served;
} reserve;

void *hop_reserve_take(size_t size);
void hop_reserve_refill(void);
uint32_t hop_reserve_served(void);

// Handlers nest: nobody can have found the entry locked and wait for it.
static void *take(struct entry *entry)
{
    if (!hop_softlock_try(&entry->lock))
        return NULL;
    void *block = entry->block;
    entry->block = NULL;
    entry->served += block != NULL;
    hop_softlock_fence();
    entry->lock.held = false;
    return block;
}

void *hop_reserve_take(size_t size)
{
    void *block = NULL;
    for (size_t i = 0; i < reserve.count && size <= reserve.size && !block; i++)
        block = take(&reserve.entries[i]);
    if (block)
        hop_softlock_pend(&hop_heap.lock); // to be replaced
    return block;
}

// A handler that takes a block meanwhile is seen now or by the next refill, for
// which it leaves a request.
void hop_reserve_refill(void)
{
    hop_heap.reserve_is_short = false;
    for (size_t i = 0; i < reserve.count; i++) {
        struct entry *entry = &reserve.entries[i];
        if (entry->block)
            continue;
        void *block = hop_heap_take(HOP_MEM_GENERAL, reserve.size);
        if (!block)
            hop_heap.reserve_is_short = true;
        hop_softlock_fence();
        entry->block = block;
    }
}

uint32_t hop_reserve_served(void)
{
    uint32_t served = reserve.served;
    for (size_t i = 0; i < reserve.count; i++)
        served += reserve.entries[i].served;
    return served;
}

static void give(void *block)
{
    enum hop_tlsf_verdict wrong;
    struct hop_heap_region *region = hop_heap_look_up(block, &wrong);
    if (!region)
        hop_heap_misuse(wrong, (uintptr_t)block);
    hop_heap_give(region, block);
}

static void give_up(void)
{
    size_t count = reserve.count;
    reserve.count = 0;
    hop_heap.reserve_is_short = false;
    hop_softlock_fence();
    for (size_t i = 0; i < count; i++) {
        reserve.served += reserve.entries[i].served;
        if (reserve.entries[i].block)
            give(reserve.entries[i].block);
    }
    if (count)
        give(reserve.entries);
}

// True: all blocks are there. A handler may take of them already.
static bool set_up(size_t count, size_t size)
{
    struct entry *entries = NULL;
    if (count <= HOP_TLSF_SIZE_MAX / sizeof *entries)
        entries = hop_heap_take(HOP_MEM_GENERAL, count * sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry){.block = NULL};
    reserve.entries = entries;
    reserve.size = size;
    hop_softlock_fence();
    reserve.count = count;
    hop_reserve_refill();
    return !hop_heap.reserve_is_short;
}

HOP_CHECKED int hop_mem_reserve(size_t count, size_t size)
{
    if (hop_arch_in_handler())
        return HOP_CONTEXT;
    hop_heap_enter();
    hop_heap_open();
    give_up();
    bool done = count == 0 || set_up(count, size);
    if (!done)
        give_up();
    hop_heap_leave();
    return done ? HOP_OK : HOP_NO_MEMORY;
}
