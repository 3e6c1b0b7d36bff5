// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/count.h"

#include "kernel/nesting.h"

// One for each depth. Between announcement and end of an attempt, and until one that was
// overtaken is taken back, `before` stands for the word of its depth.
static struct attempt {
    // The context at that depth; NULL: no attempt.
    const struct hop_count *volatile count;
    volatile int16_t before;
    // Contexts above while `count` is set, and then the one at that depth.
    const struct hop_count *volatile overtaken;
} attempts[HOP_NESTING];

static inline int sum_of_words(const struct hop_count *count)
{
    const volatile int16_t *word = count->by_depth;
    int sum = 0;
#pragma clang loop unroll(full)
    for (unsigned i = 0; i < HOP_NESTING; i++)
        sum += word[i];
    return sum;
}

// What to add to the sum for attempts of contexts below, which do not go on now.
static inline int correction(const struct hop_count *count, unsigned depth)
{
    int sum = 0;
    for (unsigned i = 0; i < depth; i++)
        if (attempts[i].count == count || attempts[i].overtaken == count)
            sum += attempts[i].before - count->by_depth[i];
    return sum;
}

static inline void overtake(const struct hop_count *count, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        if (attempts[i].count == count)
            attempts[i].overtaken = count;
}

// Words wrap; the sum is right modulo 2^16.
static inline int attempt(struct hop_count *count, int change, unsigned max, unsigned depth)
{
    volatile int16_t *word = &count->by_depth[depth];
    int value = (int16_t)(sum_of_words(count) + correction(count, depth)) + change;
    if ((unsigned)value > max)
        return -1;
    *word = (int16_t)(*word + change);
    overtake(count, depth);
    return value;
}

// Leaves the operation that the caller has entered, at `depth`.
static inline int change_at(struct hop_count *count, int change, unsigned max, unsigned depth)
{
    struct attempt *own = &attempts[depth];
    volatile int16_t *word = &count->by_depth[depth];
    int value;
    for (;;) {
        own->before = *word;
        own->count = count;
        hop_softlock_fence();
        value = attempt(count, change, max, depth);
        hop_softlock_fence();
        own->count = NULL;
        hop_softlock_fence();
        if (!own->overtaken)
            break;
        *word = own->before;
        hop_softlock_fence();
        own->overtaken = NULL;
    }
    hop_nesting_leave(depth);
    return value;
}

int hop_count_change(struct hop_count *count, int change, unsigned max)
{
    return change_at(count, change, max, hop_nesting_enter());
}

bool hop_count_take_in_task(struct hop_count *count)
{
    hop_nesting_enter_task();
    return change_at(count, -1, HOP_COUNT_MAX, 0) >= 0;
}
