// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Breathing tasks wait with a small stack, and take more only while they work. Only a few
// may work at once, so the stacks of many tasks need little more memory than those of
// a few (hop/stack.h).
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
// returns false. If a task dies in `work`, others may work in its place. The calls are
// made from a frame of 32 bytes; a stack object of HOP_STACK_MIN_GROWING, HOP_KERNEL_DEPTH and
// what `wait` takes is enough to wait without a stacklet. Context: task.
void hop_breathe(const struct hop_breathing *breathing);

// Sets how many tasks may be in `work` at once, initially HOP_BREATHING_DEFAULT. Tasks that
// are already there stay. HOP_INVALID: 0, or above HOP_BREATHING_MAX. Context: task, or
// before the first one runs.
int hop_breathing_limit(unsigned limit);

#ifdef __cplusplus
}
#endif
