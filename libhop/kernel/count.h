// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A count between 0 and a maximum, changed by tasks with the scheduler suspended
// and by handlers, under no lock: the sum of a word for each depth (nesting.h).
//
// Who changes it first does so and then looks whether that was allowed, and takes
// it back if not. So no two contexts can take the same unit: the one above sees
// what the one below has taken. One that is refused because the one below is about
// to take back is refused rightly: the one below looks later, and is then allowed.
#pragma once

#include "hop/error.h"
#include "hop/wait.h"
#include "kernel/nesting.h"

static inline int hop_count_value(const struct hop_count *count)
{
    const volatile int16_t *word = count->by_depth;
    int sum = 0;
#pragma clang loop unroll(full)
    for (unsigned i = 0; i < HOP_NESTING; i++)
        sum += word[i];
    return (int16_t)sum;
}

// Adds without a look at any bound. Words wrap; the sum is right modulo 2^16.
static inline void hop_count_add(struct hop_count *count, unsigned depth, int change)
{
    volatile int16_t *word = &count->by_depth[depth];
    *word = (int16_t)(*word + change);
}

static inline bool hop_count_take_at(struct hop_count *count, unsigned depth)
{
    hop_count_add(count, depth, -1);
    bool taken = hop_count_value(count) >= 0;
    if (!taken)
        hop_count_add(count, depth, 1);
    hop_nesting_leave(depth);
    return taken;
}

// True: one less. False: there was none.
static inline bool hop_count_take(struct hop_count *count)
{
    return hop_count_take_at(count, hop_nesting_enter());
}

// The same in a task.
static inline bool hop_count_take_in_task(struct hop_count *count)
{
    hop_nesting_enter_task();
    return hop_count_take_at(count, 0);
}

// HOP_OK: one more. HOP_FULL: it was at `max`, at most HOP_COUNT_MAX: the sum must not wrap
// while each context is about to take back one.
#define HOP_COUNT_MAX (INT16_MAX - HOP_NESTING)
static inline int hop_count_give(struct hop_count *count, int max)
{
    unsigned depth = hop_nesting_enter();
    hop_count_add(count, depth, 1);
    int result = HOP_OK;
    if (hop_count_value(count) > max) {
        hop_count_add(count, depth, -1);
        result = HOP_FULL;
    }
    hop_nesting_leave(depth);
    return result;
}
