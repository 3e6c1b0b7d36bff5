// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A count between 0 and a maximum, changed by tasks with the scheduler suspended
// and by handlers, under no lock: the sum of a word for each depth (nesting.h).
//
// A change looks at the sum first, which takes several loads, and is one store. So it is
// an attempt: announced, it counts for nothing; a context above that changes the count
// meanwhile marks it as overtaken, and it is taken back and made again. One that has
// not been overtaken has had the count to itself from the look to the store, whether it
// was allowed or refused. So no two contexts take the same unit, and none is refused
// because of what another one takes back. Who makes an attempt again has been
// overtaken by a change that was made: no context waits.
#pragma once

#include "hop/error.h"
#include "hop/wait.h"

#include <stdbool.h>
#include <stdint.h>

#define HOP_COUNT_MAX (INT16_MAX - 1)

// Adds `change`, -1, 0 or 1, unless that leads below 0 or above `max`, at most
// HOP_COUNT_MAX. Returns the new value, or a negative number: nothing done. O(1), and
// again for each change that interrupts it. Context: any; a task has suspended the scheduler.
int hop_count_change(struct hop_count *count, int change, unsigned max);

// True: one less. False: there was none.
static inline bool hop_count_take(struct hop_count *count)
{
    return hop_count_change(count, -1, HOP_COUNT_MAX) >= 0;
}

// The same in a task, for less.
bool hop_count_take_in_task(struct hop_count *count);

// HOP_OK: one more. HOP_FULL: it was at `max`.
static inline int hop_count_give(struct hop_count *count, unsigned max)
{
    return hop_count_change(count, 1, max) >= 0 ? HOP_OK : HOP_FULL;
}
