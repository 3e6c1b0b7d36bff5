// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the processor's time is shared: exact, in counts of hop_time_cycles, to which a task
// is charged for as long as it is the running one, interrupts in that time included.
// What no task has had is idle. A switch takes longer while it is on.
#pragma once

#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

// In counts of hop_time_cycles.
struct hop_load {
    uint64_t cycles; // the task's
    uint64_t total;  // all, since the start
};

// Begins a new account, also where hop_board_clock_changed makes time stamps begin anew. O(tasks). Context: task.
void hop_load_start(void);
void hop_load_stop(void);

// Until now, or until it was stopped. Twice, and the differences are the load in between.
// Context: task.
struct hop_load hop_load_of(const struct hop_task *task);

#ifdef __cplusplus
}
#endif
