// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Breathing tasks: they wait with little stack, and take more only while they work, of
// which no more than a few do at once. So the memory that the stacks of many tasks need
// is that of the few (hop/stack.h).
#pragma once

#include "hop/config.h"
#include "hop/error.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

// What such a task does, by hop_breathe.
struct hop_breathing {
    void (*init)(void *state); // once, at the start of each life; NULL: nothing
    bool (*wait)(void *state); // for the next thing to do; false: there is none any more
    void (*work)(void *state); // while no more than the limit do
    void *state;
};

// The entry function of such a task: init, then wait and work in turn, until wait
// returns false. A task that dies in `work` leaves its place to others. The calls are
// made from a frame of 32 bytes; a stack object that has HOP_KERNEL_DEPTH and what
// `wait` takes besides HOP_STACK_MIN_GROWING needs no stacklet to wait. Context: task.
void hop_breathe(const struct hop_breathing *breathing);

// How many tasks may be in `work` at once, HOP_BREATHING_DEFAULT at the start. Who is
// there already stays. HOP_INVALID: 0, or above HOP_BREATHING_MAX. Context: task, or
// before the first one runs.
int hop_breathing_limit(unsigned limit);

#ifdef __cplusplus
}
#endif
