// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that may belong to a task (hop/owned.h). Linked only with programs that allocate such;
// others refer to these functions weakly.
//
// Such a block has a flag in its header, and ends with a tail, which links it into the list of its
// owner's runtime. The tail is at the end since that keeps the user's part aligned as usual, and since
// blocks are resized less often than their tails are looked up. The lists are guarded by the heap's lock.
//
// Links lead from tail to tail, and the guard word in a tail leads to its block. If a task's memory was
// overwritten, its list is followed as far as it is sound, and no header is trusted before it has
// been checked. A write beyond the end of such a block hits the guard first.
#pragma once

#include "hop/runtime.h"
#include "mem/heap.h"

struct hop_owned_tail {
    uintptr_t guard; // the complement of the block's address
    struct hop_owned_tail *next;
    struct hop_owned_tail **link; // what points to this one, NULL: nobody owns the block
};
_Static_assert(sizeof(struct hop_owned_tail) == HOP_TLSF_TAIL_SIZE, "tlsf.h");

// A place in a list, or in none.
struct hop_owned_place {
    struct hop_owned_tail *next;
    struct hop_owned_tail **link;
};

// Bytes to ask the heap for; too many if `size` is. A handler that frees the block may write
// its first word (record.h), which must not be the tail's.
static inline size_t hop_owned_size(size_t size)
{
    if (size > HOP_TLSF_SIZE_MAX)
        return SIZE_MAX;
    return (size ? size : 1) + HOP_TLSF_TAIL_SIZE;
}

#define HOP_OWNED_OPTIONAL __attribute__((weak))

// Frees what belongs to the task, and notes that in *info, unless that is NULL. Context: task,
// the owner; takes the lock.
HOP_OWNED_OPTIONAL void hop_owned_release(struct hop_runtime *owner, struct hop_panic_info *info);

// What belongs to `from` belongs to `to`, which owns nothing: its place in memory has changed.
// Takes the lock, which the caller knows to be free.
HOP_OWNED_OPTIONAL void hop_owned_move(struct hop_runtime *to, struct hop_runtime *from);

// hop_mem_alloc_owned without entry check. Takes the lock.
HOP_OWNED_OPTIONAL void *hop_owned_alloc(unsigned kind, size_t size);

// Puts a block of the former in the place of `pointer`, which is freed. Takes the lock, of which the
// caller knows that it is free.
HOP_OWNED_OPTIONAL void hop_owned_replace(struct hop_heap_region *region, void *pointer,
                                          void *block);

// Its part of a panic's report.
struct hop_text;
HOP_OWNED_OPTIONAL void hop_owned_report(struct hop_text *text, const struct hop_panic_info *info);

// The following are for blocks with a tail, which hop_heap_look_up has found sound. Holder of
// the heap's lock.

// Takes the block out of its list, before its end moves or it belongs to another.
HOP_OWNED_OPTIONAL struct hop_owned_place hop_owned_lift(void *pointer);

// Writes its tail, and puts it there.
HOP_OWNED_OPTIONAL void hop_owned_put(void *pointer, struct hop_owned_place place);

// The first place of a list, NULL: of none.
static inline struct hop_owned_place hop_owned_place_of(struct hop_runtime *owner)
{
    struct hop_owned_place place = {NULL, NULL};
    if (owner)
        place = (struct hop_owned_place){owner->owned, &owner->owned};
    return place;
}

