// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <time.h>

enum { HOP_NANOSECONDS = 1000000000 }; // of a second

// Ticks to be waited for so that at least as long as that has passed; 0 for none.
uint64_t hop_sleep_ticks(const struct timespec *duration);

// Sleeps for at least as long as that, to a tick; 0 yields. HOP_INVALID: it is no time. HOP_KILLED: what is left is in
// *left, unless that is NULL, and the task dies at its next call. Context: task.
int hop_sleep_for(const struct timespec *duration, struct timespec *left);
