// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Changes that meet others, where the processor has no exclusive access.
#include "kernel/count.h"

#if HOP_COUNT_WORDS > 1

struct hop_count_attempt hop_count_attempts[HOP_NESTING];

// What to add to the sum for attempts of contexts below, which do not go on now.
static inline int correction(const struct hop_count *count, unsigned depth)
{
    int sum = 0;
    for (unsigned i = 0; i < depth; i++) {
        const struct hop_count_attempt *below = &hop_count_attempts[i];
        if (below->count == count || below->overtaken == count)
            sum += below->before - count->words[i];
    }
    return sum;
}

static inline void overtake(const struct hop_count *count, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++) {
        if (hop_count_attempts[i].count == count)
            hop_count_attempts[i].overtaken = count;
    }
}

// Words wrap; the sum is right modulo 2^16.
static inline int attempt(struct hop_count *count, int change, unsigned max, unsigned depth)
{
    volatile int16_t *word = &count->words[depth];
    int value = (int16_t)(hop_count_sum(count) + correction(count, depth)) + change;
    if ((unsigned)value > max)
        return value;
    *word = (int16_t)(*word + change);
    overtake(count, depth);
    return value;
}

// True: `own` was not overtaken, and is over.
static inline bool end_attempt(struct hop_count_attempt *own, volatile int16_t *word)
{
    hop_softlock_fence();
    own->count = NULL;
    hop_softlock_fence();
    if (!own->overtaken)
        return true;
    *word = own->before;
    hop_softlock_fence();
    own->overtaken = NULL;
    return false;
}

int hop_count_change_at(struct hop_count *count, int change, unsigned max, unsigned depth)
{
    struct hop_count_attempt *own = &hop_count_attempts[depth];
    volatile int16_t *word = &count->words[depth];
    int value;
    do {
        own->before = *word;
        own->count = count;
        hop_softlock_fence();
        value = attempt(count, change, max, depth);
    } while (!end_attempt(own, word));
    return value;
}

int hop_count_change_again(struct hop_count *count, int change, unsigned max)
{
    end_attempt(&hop_count_attempts[0], &count->words[0]);
    return hop_count_change_at(count, change, max, 0);
}

#endif
