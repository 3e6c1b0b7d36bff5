// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The heap: arenas (tlsf.h) in a list of regions, behind one soft-lock.
//
// A task that enters suspends the scheduler, so that contexts inside nest (see
// hop/softlock.h); handlers stay on. A handler that finds the lock held
// records what it wants (record.h), and the holder carries it out on leaving.
//
// Who a block belongs to is not known here: see owned.h. A program that has owned blocks
// links hop_heap_look_up and hop_heap_give from there in place of the ones here, so that
// others neither have nor run anything for it.
#pragma once

#include "hop/config.h"
#include "hop/mem.h"
#include "hop/port.h"
#include "kernel/softlock.h"
#include "mem/tlsf.h"

// At the start of its memory; its arena follows. Only ever appended: a context
// may walk the list without the lock.
struct hop_heap_region {
    struct hop_heap_region *next;
    unsigned kind;
};

// What a nesting depth of handlers leaves behind, see record.h.
struct hop_record {
    struct hop_softlock depth; // only its `held`
    void *freed[2];
    uint32_t failures;
};

struct hop_heap {
    struct hop_softlock lock;
    struct hop_heap_region *first;
    // Holder of the lock only.
    size_t in_use;
    size_t high_water;
    uint32_t failures;
    uint32_t frees_deferred;
    // The reserve lacks a block that there was no memory for.
    bool reserve_is_short;
    // Which of their two lists recorders push onto.
    volatile bool side;
    struct hop_record records[HOP_MEM_NESTING];
};

extern struct hop_heap hop_heap;

// What follows where an allocation has failed, NULL: nothing. It may not return. Set for
// good by the first hop_mem_require.
extern void (*volatile hop_heap_failed)(size_t size);

static inline void hop_heap_note_failure(size_t size)
{
    if (hop_heap_failed)
        hop_heap_failed(size);
}

static inline struct hop_tlsf *hop_heap_arena(const struct hop_heap_region *region)
{
    return (struct hop_tlsf *)(region + 1);
}

// A block in use: whether it ends with a tail, and what its user may use.
static inline bool hop_heap_has_tail(const void *pointer)
{
    return (((const size_t *)pointer)[-1] & HOP_TLSF_TAIL) != 0;
}

static inline size_t hop_heap_usable_size(const void *pointer)
{
    size_t tail = hop_heap_has_tail(pointer) ? HOP_TLSF_TAIL_SIZE : 0;
    return hop_tlsf_usable_size(pointer) - tail;
}

// False: the caller is a handler and another context is inside.
bool hop_heap_enter(void);
void hop_heap_leave(void);

// A handler in the heap counts as one in a call of the kernel: it cannot be diverted from
// there. Weak here: the heap alone links neither a kernel nor handlers that may fail.
extern volatile uint16_t hop_port_inside __attribute__((weak));

static inline void hop_heap_enter_handler(void)
{
    if (&hop_port_inside != NULL)
        hop_port_inside++;
    hop_softlock_fence();
}

static inline void hop_heap_leave_handler(void)
{
    hop_softlock_fence();
    if (&hop_port_inside != NULL)
        hop_port_inside--;
}

// The following need the lock.

// Corrects in_use and high_water for a block that grew from `before` to `now`.
static inline void hop_heap_count(size_t before, size_t now)
{
    hop_heap.in_use += now - before;
    if (hop_heap.in_use > hop_heap.high_water)
        hop_heap.high_water = hop_heap.in_use;
}

// The block of the first region that has one. Counts what is in use, not failures.
void *hop_heap_take(unsigned kind, size_t size);

static inline void *hop_heap_take_by(void *(*alloc)(struct hop_tlsf *, size_t), unsigned kind,
                                     size_t size)
{
    struct hop_heap_region *region = hop_heap.first;
    for (; region; region = region->next) {
        void *pointer = NULL;
        if ((region->kind & kind) == kind)
            pointer = alloc(hop_heap_arena(region), size);
        if (pointer) {
            hop_heap_count(0, hop_tlsf_block_size(pointer));
            return pointer;
        }
    }
    return NULL;
}

// The same at the high end of what is free, for what grows downwards. Adds the linker's
// region if there is none.
void *hop_heap_take_high(unsigned kind, size_t size);

// Gives back a block of the region that hop_heap_look_up has found.
void hop_heap_give(struct hop_heap_region *region, void *pointer);

// The same for a block that belongs to nobody.
static inline void hop_heap_give_unowned(struct hop_heap_region *region, void *pointer)
{
    hop_heap.in_use -= hop_tlsf_block_size(pointer);
    hop_tlsf_free(hop_heap_arena(region), pointer);
    // Now there may be memory for what the reserve lacks: drained on leaving.
    if (hop_heap.reserve_is_short)
        hop_heap.lock.pending = true;
}

// Makes a region of [start, start + size), start a multiple of 8. False: too
// small or too large for an arena.
bool hop_heap_append(void *start, size_t size, unsigned kind);

// Adds the linker's region if there is no other. False: nothing added.
bool hop_heap_open(void);

// What hop_heap_take does, with the linker's region added if nothing is found: no start-up
// code has to know of the heap. Counts a failure.
static inline void *hop_heap_take_or_open(unsigned kind, size_t size)
{
    void *pointer;
    do
        pointer = hop_heap_take(kind, size);
    while (!pointer && hop_heap_open());
    if (!pointer)
        hop_heap.failures++;
    return pointer;
}

// The following take the lock. They are the public calls without entry check.

void *hop_heap_alloc(unsigned kind, size_t size);
void *hop_heap_alloc_aligned(size_t alignment, size_t size);
void hop_heap_free(void *pointer);
void *hop_heap_resize(void *pointer, size_t size);

// Makes the block larger at its low end by at least `bytes`. Returns where it begins
// then: the same pointer if nothing could be done.
void *hop_heap_grow_down(void *pointer, size_t bytes);

// The following may be called without the lock: the owner of a block may look at
// its header and the next one, in which a holder of the lock changes nothing but
// what concerns the blocks on the other sides.

// The region of a block in use; NULL: it is none, *wrong says why, for misuse.
struct hop_heap_region *hop_heap_look_up(const void *pointer,
                                         enum hop_tlsf_verdict *wrong);

// The same without a look at a tail.
static inline struct hop_heap_region *hop_heap_find(const void *pointer,
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

// Ends the caller, see hop_panic_misuse.
HOP_NORETURN void hop_heap_misuse(enum hop_tlsf_verdict wrong, uintptr_t pc);
