// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Recording, and carrying out.
#include "mem/record.h"

#include "mem/reserve.h"

__attribute__((noinline)) static struct hop_record *take_record(void)
{
    struct hop_record *record = hop_heap.records;
    while (!hop_softlock_try(&record->depth)) {
        record++;
        hop_assert(record < hop_heap.records + HOP_MEM_NESTING,
                   "HOP_MEM_NESTING exceeded");
    }
    return record;
}

// Handlers nest: nobody can have found the record busy and wait for it.
static void give_record(struct hop_record *record)
{
    hop_softlock_fence();
    record->depth.held = false;
}

void hop_record_free(void *pointer)
{
    hop_heap_enter_handler();
    struct hop_record *record = take_record();
    void **list = &record->freed[hop_heap.side];
    *(void **)pointer = *list;
    *list = pointer;
    give_record(record);
    hop_softlock_pend(&hop_heap.lock);
    hop_heap_leave_handler();
}

static void count_failure(void)
{
    struct hop_record *record = take_record();
    record->failures++;
    give_record(record);
}

void *hop_record_alloc(size_t size)
{
    hop_heap_enter_handler();
    void *block = hop_reserve_take ? hop_reserve_take(size) : NULL;
    if (!block)
        count_failure();
    hop_heap_leave_handler();
    return block;
}

// The blocks were sound when they were recorded: what is wrong now, two handlers
// did, and that is fatal.
static void give_all(void *block)
{
    while (block) {
        enum hop_tlsf_verdict wrong;
        void *next = *(void **)block;
        struct hop_heap_region *region = hop_heap_look_up(block, &wrong);
        if (!region)
            hop_heap_misuse(wrong, (uintptr_t)block);
        hop_heap_give(region, block);
        hop_heap.frees_deferred++;
        block = next;
    }
}

// The blocks freed may be the memory that the reserve waits for: those first.
void hop_record_drain(struct hop_softlock *lock)
{
    (void)lock;
    bool mine = hop_heap.side;
    hop_heap.side = !mine;
    hop_softlock_fence();
    for (unsigned i = 0; i < HOP_MEM_NESTING; i++) {
        void *block = hop_heap.records[i].freed[mine];
        hop_heap.records[i].freed[mine] = NULL;
        give_all(block);
    }
    if (hop_reserve_refill)
        hop_reserve_refill();
}
