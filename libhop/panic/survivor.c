// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A commit writes to the copy that does not count. Its generation is 0 meanwhile, so that it does not count
// wherever that ends, and the store of the new one makes it the later. A reader that was interrupted by
// the writer sees that by the generations, and begins again. So they never go back: to forget the value is to commit
// a copy without one.
#include "hop/survivor.h"

#include "hop/instance.h"
#include "hop/softlock.h"
#include "panic/checksum.h"

#include <string.h>

// A program whose tasks do not restart concurrently does not have it.
#pragma weak hop_instance_is_dying

_Static_assert(sizeof(struct hop_survivor_head) == 8, "the value follows, aligned to 8");

static void *value_of(struct hop_survivor_head *head)
{
    return head + 1;
}

static uint32_t checksum(struct hop_survivor_head *head, size_t size, uint32_t generation)
{
    const uint32_t *value = value_of(head);
    uint32_t sum = hop_checksum_add(HOP_CHECKSUM_OF_NONE, generation);
    return hop_checksum_words(sum, value, value + (size + 3) / 4, UINT32_MAX);
}

// What the checksum of a copy without a value differs by. The copy has bytes nevertheless: a checksum of none would be that of
// some value, too.
enum { NO_VALUE = 1 };

static uint32_t difference(struct hop_survivor_head *head, size_t size, uint32_t generation)
{
    return head->checksum ^ checksum(head, size, generation);
}

static bool is_whole(struct hop_survivor_head *head, size_t size, uint32_t generation)
{
    return generation != 0 && difference(head, size, generation) <= NO_VALUE;
}

// The number of the copy that counts, -1: there is none. Generations wrap.
static int find_latest(const struct hop_survivor *survivor, const uint32_t generation[2])
{
    bool whole[2];
    for (int i = 0; i < 2; i++)
        whole[i] = is_whole(survivor->heads[i], survivor->size, generation[i]);
    if (whole[0] && whole[1])
        return (int32_t)(generation[1] - generation[0]) > 0;
    return whole[0] ? 0 : whole[1] ? 1 : -1;
}

static bool has_changed(const struct hop_survivor *survivor, const uint32_t generation[2])
{
    hop_softlock_fence();
    return survivor->heads[0]->generation != generation[0] ||
           survivor->heads[1]->generation != generation[1];
}

HOP_CHECKED uint32_t hop_survivor_read(const struct hop_survivor *survivor, void *value)
{
    uint32_t generation[2];
    int latest;
    do {
        generation[0] = survivor->heads[0]->generation;
        generation[1] = survivor->heads[1]->generation;
        hop_softlock_fence();
        latest = find_latest(survivor, generation);
        if (latest >= 0 && difference(survivor->heads[latest], survivor->size, generation[latest]) == NO_VALUE)
            latest = -1;
        if (latest >= 0)
            memcpy(value, value_of(survivor->heads[latest]), survivor->size);
    } while (has_changed(survivor, generation));
    return latest >= 0 ? generation[latest] : 0;
}

static bool is_replaced(void)
{
    return hop_instance_is_dying && hop_instance_is_dying();
}

static uint32_t after(uint32_t generation)
{
    return generation + 1 != 0 ? generation + 1 : 1;
}

// NULL: no value.
static int commit(const struct hop_survivor *survivor, const void *value)
{
    if (is_replaced())
        return HOP_KILLED;
    const uint32_t generation[2] = {survivor->heads[0]->generation, survivor->heads[1]->generation};
    int latest = find_latest(survivor, generation);
    if (latest < 0 && !value)
        return HOP_OK;
    struct hop_survivor_head *head = survivor->heads[latest == 0];
    uint32_t next = latest >= 0 ? after(generation[latest]) : 1;
    head->generation = 0;
    hop_softlock_fence();
    if (value)
        memcpy(value_of(head), value, survivor->size);
    head->checksum = checksum(head, survivor->size, next) ^ (value ? 0 : NO_VALUE);
    hop_softlock_fence();
    head->generation = next;
    return HOP_OK;
}

HOP_CHECKED int hop_survivor_commit(const struct hop_survivor *survivor, const void *value)
{
    return commit(survivor, value);
}

HOP_CHECKED int hop_survivor_clear(const struct hop_survivor *survivor)
{
    return commit(survivor, NULL);
}
