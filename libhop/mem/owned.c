// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that belong to tasks.
#include "mem/owned.h"

#include "arch/arch.h"
#include "hop/owned.h"
#include "mem/record.h"
#include "mem/tlsf_block.h"
#include "panic/text.h"

// They exist once this file is linked, whoever refers to them weakly.
void hop_owned_release(struct hop_runtime *owner, struct hop_panic_info *info);
void hop_owned_report(struct hop_text *text, const struct hop_panic_info *info);
struct hop_owned_place hop_owned_lift(void *pointer);
void hop_owned_put(void *pointer, struct hop_owned_place place);
void hop_owned_move(struct hop_runtime *to, struct hop_runtime *from);
void *hop_owned_alloc(unsigned kind, size_t size);
void hop_owned_replace(struct hop_heap_region *region, void *pointer, void *block);

static struct hop_owned_tail *tail_of(void *pointer)
{
    uintptr_t end = (uintptr_t)pointer + hop_tlsf_usable_size(pointer);
    return (struct hop_owned_tail *)end - 1;
}

// ---- In place of heap.c's

struct hop_heap_region *hop_heap_look_up(const void *pointer, enum hop_tlsf_verdict *wrong)
{
    struct hop_heap_region *region = hop_heap_find(pointer, wrong);
    if (!region || !hop_heap_has_tail(pointer) ||
        tail_of((void *)pointer)->guard == ~(uintptr_t)pointer)
        return region;
    *wrong = HOP_TLSF_NOT_A_BLOCK;
    return NULL;
}

void hop_heap_give(struct hop_heap_region *region, void *pointer)
{
    if (hop_heap_has_tail(pointer))
        hop_owned_lift(pointer);
    hop_heap_give_unowned(region, pointer);
}

// ---- Lists, and who is in them

struct hop_owned_place hop_owned_lift(void *pointer)
{
    struct hop_owned_tail *tail = tail_of(pointer);
    struct hop_owned_place place = {tail->next, tail->link};
    if (place.link)
        *place.link = place.next;
    if (place.link && place.next)
        place.next->link = place.link;
    return place;
}

void hop_owned_put(void *pointer, struct hop_owned_place place)
{
    struct hop_owned_tail *tail = tail_of(pointer);
    *tail = (struct hop_owned_tail){~(uintptr_t)pointer, place.next, place.link};
    if (!place.link)
        return;
    *place.link = tail;
    if (place.next)
        place.next->link = &tail->next;
}

static void mark(void *pointer)
{
    struct hop_tlsf_block *block = block_of(pointer);
    block_set_head(block, block->head | HOP_TLSF_TAIL);
}

void hop_owned_replace(struct hop_heap_region *region, void *pointer, void *block)
{
    hop_heap_enter();
    hop_owned_lift(block);
    hop_owned_put(block, hop_owned_lift(pointer));
    hop_heap_give_unowned(region, pointer);
    hop_heap_leave();
}

// A handler may free the first block meanwhile.
void hop_owned_move(struct hop_runtime *to, struct hop_runtime *from)
{
    bool taken = hop_heap_enter();
    hop_assert(taken, "a task died in the heap");
    (void)taken;
    to->owned = from->owned;
    from->owned = NULL;
    if (to->owned)
        to->owned->link = &to->owned;
    hop_heap_leave();
}

// In a handler nobody is meant.
void *hop_owned_alloc(unsigned kind, size_t size)
{
    struct hop_runtime *owner = hop_arch_in_handler() ? NULL : hop_port_self();
    if (!hop_heap_enter())
        return hop_record_alloc(SIZE_MAX);
    void *pointer = hop_heap_take_or_open(kind, hop_owned_size(size));
    if (pointer) {
        mark(pointer);
        hop_owned_put(pointer, hop_owned_place_of(owner));
    }
    hop_heap_leave();
    if (!pointer)
        hop_heap_note_failure(size);
    return pointer;
}

HOP_CHECKED void *hop_mem_alloc_owned(size_t size)
{
    return hop_owned_alloc(HOP_MEM_GENERAL, size);
}

// ---- Death

// The first block, if its tail can be believed.
static struct hop_heap_region *find_first(const struct hop_runtime *owner, void **pointer)
{
    enum hop_tlsf_verdict wrong;
    *pointer = (void *)~owner->owned->guard;
    struct hop_heap_region *region = hop_heap_find(*pointer, &wrong);
    bool is_sound = region && hop_heap_has_tail(*pointer) && tail_of(*pointer) == owner->owned;
    return is_sound ? region : NULL;
}

// Bytes of the first block, which is freed. 0: it is damaged, and the list is given up.
static size_t release_first(struct hop_runtime *owner)
{
    void *pointer;
    struct hop_heap_region *region = find_first(owner, &pointer);
    if (!region) {
        owner->owned = NULL;
        return 0;
    }
    size_t bytes = hop_tlsf_block_size(pointer);
    hop_heap_give(region, pointer);
    return bytes;
}

static void note(struct hop_panic_info *info, size_t bytes)
{
    info->blocks_damaged = bytes == 0;
    info->block_bytes += bytes;
    if (bytes != 0 && info->blocks < UINT8_MAX)
        info->blocks++;
}

// One by one: other tasks run in between, and may free what the list had.
void hop_owned_release(struct hop_runtime *owner, struct hop_panic_info *info)
{
    while (owner->owned) {
        hop_heap_enter();
        bool is_left = owner->owned != NULL;
        size_t bytes = is_left ? release_first(owner) : 0;
        hop_heap_leave();
        if (is_left && info)
            note(info, bytes);
    }
}

void hop_owned_report(struct hop_text *text, const struct hop_panic_info *info)
{
    if (info->blocks != 0) {
        hop_text_put(text, "hop:   freed ");
        hop_text_decimal(text, info->blocks);
        hop_text_put(text, info->blocks == 1 ? " block of " : " blocks of ");
        hop_text_decimal(text, (uint32_t)info->block_bytes);
        hop_text_put(text, " bytes");
        hop_text_end_line(text);
    }
    if (info->blocks_damaged) {
        hop_text_put(text, "hop:   a block that it owned was overwritten, older ones are lost");
        hop_text_end_line(text);
    }
}
