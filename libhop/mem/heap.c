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

__attribute__((weak)) struct hop_heap_region *hop_heap_look_up(const void *pointer,
                                                               enum hop_tlsf_verdict *wrong)
{
    return hop_heap_find(pointer, wrong);
}

HOP_NORETURN void hop_heap_misuse(enum hop_tlsf_verdict wrong, uintptr_t pc)
{
    hop_panic_misuse(wrong == HOP_TLSF_FREED_TWICE ? "heap: block freed twice"
                                                    : "heap: not a sound block",
                     pc);
}

__attribute__((weak)) void hop_heap_give(struct hop_heap_region *region, void *pointer)
{
    hop_heap_give_unowned(region, pointer);
}

void *hop_heap_alloc(unsigned kind, size_t size)
{
    if (!hop_heap_enter())
        return hop_record_alloc(kind == HOP_MEM_GENERAL ? size : SIZE_MAX);
    void *pointer = hop_heap_take_or_open(kind, size);
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
