// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting semaphore. Any context may give and try to take, even if it has
// interrupted another one in the same call: nothing is lost, and every result is exact.
// A unit that is given goes to the most urgent task that waits, in order among
// equals. (For one where giving waits, too, see a hop_channel of items of 0 bytes.)
#pragma once

#include "hop/error.h"
#include "hop/panic.h"
#include "hop/wait.h"

#ifdef __cplusplus
extern "C" {
#endif

// Highest count.
#define HOP_SEMAPHORE_MAX 0x7000

// Fields are private to libhop.
struct hop_semaphore {
    struct hop_wait_queue takers;
    struct hop_count count;
    uint16_t max;
};

// Initial value of one with static storage: `struct hop_semaphore s =
// HOP_SEMAPHORE(0, 1);`. Ranges as for hop_semaphore_init.
#define HOP_SEMAPHORE(initial, maximum)                                                \
    {                                                                                  \
        .takers = {0, 0}, .count = {{(int16_t)(initial)}}, .max = (maximum)            \
    }

// 0 <= initial <= max, 1 <= max <= HOP_SEMAPHORE_MAX, else HOP_INVALID. It must not be
// in use. Context: any.
int hop_semaphore_init(struct hop_semaphore *semaphore, unsigned initial, unsigned max);

// Adds a unit, or wakes a task with it. HOP_FULL: the count was at its maximum. In a handler that has interrupted a
// kernel call, tasks are woken when that call ends; until then units for them count, and may reach the maximum. O(1), and O(1)
// for a task woken. Context: any.
int hop_semaphore_give(struct hop_semaphore *semaphore);

// Takes a unit; waits for one as long as it takes. HOP_KILLED: see hop_task_kill.
// O(waiters). Context: task, else a panic.
int hop_semaphore_take(struct hop_semaphore *semaphore);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that passed
// first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_semaphore_timed_take(struct hop_semaphore *semaphore, uint32_t milliseconds);

// HOP_EMPTY: there is no unit. O(1). Context: any.
int hop_semaphore_try_take(struct hop_semaphore *semaphore);

// Units at this moment. Context: any.
unsigned hop_semaphore_count(const struct hop_semaphore *semaphore);

#ifdef __cplusplus
}
#endif
