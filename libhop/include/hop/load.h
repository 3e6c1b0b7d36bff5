// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the processor's time is divided among tasks: exactly, in counts of hop_time_cycles. A task is
// charged while it is the running one, for interrupts in that time, too. Time that is charged to
// no task is idle. Context switches take longer while this is on.
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

// Starts from zero; to be repeated after hop_board_clock_changed has restarted the time stamps. O(tasks). Context: task.
void hop_load_start(void);
void hop_load_stop(void);

// Up to now, or up to the stop. The load of an interval is the difference of two calls.
// Context: task.
struct hop_load hop_load_of(const struct hop_task *task);

#ifdef __cplusplus
}
#endif
