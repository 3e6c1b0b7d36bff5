// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Allocating and freeing under the lock.
#include "mem/heap.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "mem/record.h"
#include "panic/misuse.h"

struct hop_heap hop_heap;
void (*volatile hop_heap_failed)(size_t size);

bool hop_heap_enter(void)
{
    bool in_handler = hop_arch_in_handler();
    if (in_handler)
        hop_heap_enter_handler();
    else
        hop_port_suspend();
    bool taken = hop_softlock_try(&hop_heap.lock);
    hop_assert(taken || in_handler, "soft-lock taken twice");
    if (!taken)
        hop_heap_leave_handler();
    return taken;
}

void hop_heap_leave(void)
{
    hop_softlock_release(&hop_heap.lock, hop_record_drain);
    if (hop_arch_in_handler())
        hop_heap_leave_handler();
    else
        hop_port_resume();
}

void *hop_heap_take(unsigned kind, size_t size)
{
    return hop_heap_take_by(hop_tlsf_alloc, kind, size);
}

struct hop_heap_region *hop_heap_look_up(const void *pointer,
                                         enum hop_tlsf_verdict *wrong)
{
    struct hop_heap_region *region = hop_heap.first;
    *wrong = HOP_TLSF_NOT_A_BLOCK;
    while (region && !hop_tlsf_contains(hop_heap_arena(region), pointer))
        region = region->next;
    if (region)
        *wrong = hop_tlsf_check(hop_heap_arena(region), pointer);
    return *wrong ? NULL : region;
}

HOP_NORETURN void hop_heap_misuse(enum hop_tlsf_verdict wrong, uintptr_t pc)
{
    hop_panic_misuse(wrong == HOP_TLSF_FREED_TWICE ? "heap: block freed twice"
                                                    : "heap: not a sound block",
                     pc);
}

void hop_heap_give(struct hop_heap_region *region, void *pointer)
{
    hop_heap.in_use -= hop_tlsf_block_size(pointer);
    hop_tlsf_free(hop_heap_arena(region), pointer);
    // Now there may be memory for what the reserve lacks: drained on leaving.
    if (hop_heap.reserve_is_short)
        hop_heap.lock.pending = true;
}

// The linker's region is added by the first allocation that finds nothing: the
// others need not ask, and no start-up code has to know of the heap.
void *hop_heap_alloc(unsigned kind, size_t size)
{
    if (!hop_heap_enter())
        return hop_record_alloc(kind == HOP_MEM_GENERAL ? size : SIZE_MAX);
    void *pointer;
    do
        pointer = hop_heap_take(kind, size);
    while (!pointer && hop_heap_open());
    if (!pointer)
        hop_heap.failures++;
    hop_heap_leave();
    if (!pointer)
        hop_heap_note_failure(size);
    return pointer;
}

void hop_heap_free(void *pointer)
{
    enum hop_tlsf_verdict wrong;
    if (!pointer)
        return;
    bool holds = hop_heap_enter();
    struct hop_heap_region *region = hop_heap_look_up(pointer, &wrong);
    if (region && !holds)
        hop_record_free(pointer);
    else if (region)
        hop_heap_give(region, pointer);
    if (holds)
        hop_heap_leave();
    if (!region)
        hop_heap_misuse(wrong, (uintptr_t)__builtin_return_address(0));
}
