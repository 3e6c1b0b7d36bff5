// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A count between 0 and a maximum, changed by tasks with the scheduler suspended
// and by handlers, under no lock. Where the processor can change a word in one piece, it
// is that word.
//
// Elsewhere it is the sum of a word for each depth (nesting.h). A change looks at the sum
// first, which takes several loads, and is one store. So it is an attempt: announced, it
// counts for nothing; a context above that changes the count meanwhile marks it as
// overtaken, and it is taken back and made again. One that has not been overtaken has had
// the count to itself from the look to the store, whether it was allowed or refused. So no
// two contexts take the same unit, and none is refused because of what another one takes
// back. Who makes an attempt again has been overtaken by a change that was made: no
// context waits.
#pragma once

#include "hop/error.h"
#include "hop/wait.h"
#include "kernel/nesting.h"

#define HOP_COUNT_MAX (INT16_MAX - 1)

#if HOP_COUNT_WORDS == 1

static inline unsigned hop_count_change(struct hop_count *count, int change, unsigned max)
{
    hop_softlock_fence();
    int value = hop_arch_add_within(count->words, change, max);
    hop_softlock_fence();
    return (unsigned)value;
}

static inline unsigned hop_count_change_in_task(struct hop_count *count, int change, unsigned max)
{
    return hop_count_change(count, change, max);
}

#else

// One for each depth. Between announcement and end of an attempt, and until one that was
// overtaken is taken back, `before` stands for the word of its depth.
struct hop_count_attempt {
    // The context at that depth; NULL: no attempt.
    const struct hop_count *volatile count;
    volatile int16_t before;
    // Contexts above while `count` is set, and then the one at that depth.
    const struct hop_count *volatile overtaken;
};
extern struct hop_count_attempt hop_count_attempts[HOP_NESTING];

static inline int hop_count_sum(const struct hop_count *count)
{
    const volatile int16_t *word = count->words;
    int sum = 0;
#pragma clang loop unroll(full)
    for (unsigned i = 0; i < HOP_NESTING; i++)
        sum += word[i];
    return sum;
}

// A change at any depth; one at depth 0 that was overtaken, again. Either was entered.
int hop_count_change_at(struct hop_count *count, int change, unsigned max, unsigned depth);
int hop_count_change_again(struct hop_count *count, int change, unsigned max);

// One attempt at depth 0: no context below makes one.
static inline int hop_count_change_first(struct hop_count *count, int change, unsigned max)
{
    struct hop_count_attempt *own = &hop_count_attempts[0];
    volatile int16_t *word = &count->words[0];
    int16_t before = *word;
    own->before = before;
    own->count = count;
    hop_softlock_fence();
    int value = (int16_t)hop_count_sum(count) + change;
    if ((unsigned)value <= max)
        *word = (int16_t)(before + change);
    hop_softlock_fence();
    own->count = NULL;
    hop_softlock_fence();
    return __builtin_expect(own->overtaken != NULL, 0) ? hop_count_change_again(count, change, max)
                                                       : value;
}

// Adds `change`, -HOP_COUNT_MAX to 1, unless that leads below 0 or above `max`, at most
// HOP_COUNT_MAX: then it returns what is beyond the bounds as unsigned, else the new value.
// O(1), and again for each change that interrupts it. Context: any; a task has suspended
// the scheduler.
static inline unsigned hop_count_change(struct hop_count *count, int change, unsigned max)
{
    unsigned depth = hop_nesting_enter();
    int value = depth == 0 ? hop_count_change_first(count, change, max)
                           : hop_count_change_at(count, change, max, depth);
    hop_nesting_leave(depth);
    return (unsigned)value;
}

// The same in a task, for less.
static inline unsigned hop_count_change_in_task(struct hop_count *count, int change, unsigned max)
{
    hop_nesting_enter_task();
    int value = hop_count_change_first(count, change, max);
    hop_nesting_leave(0);
    return (unsigned)value;
}

#endif

// True: one less. False: there was none.
static inline bool hop_count_take(struct hop_count *count)
{
    return hop_count_change(count, -1, HOP_COUNT_MAX) <= HOP_COUNT_MAX;
}

static inline bool hop_count_take_in_task(struct hop_count *count)
{
    return hop_count_change_in_task(count, -1, HOP_COUNT_MAX) <= HOP_COUNT_MAX;
}

// HOP_OK: one more. HOP_FULL: it was at `max`.
static inline int hop_count_give(struct hop_count *count, unsigned max)
{
    return hop_count_change(count, 1, max) <= max ? HOP_OK : HOP_FULL;
}
