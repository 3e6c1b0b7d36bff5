// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Event flags: 32 bits that any context may set; tasks wait for any or for all of a
// group of them. Setting a flag that is set already changes nothing. Flags are independent: if a
// handler sets two while a call looks at several, the call may see the later one and not
// the earlier one, which then stays set.
#pragma once

#include "hop/error.h"
#include "hop/panic.h"
#include "hop/wait.h"

#ifdef __cplusplus
extern "C" {
#endif

// Fields are private to libhop. All zeros: no flag is set.
struct hop_flags {
    struct hop_wait_queue waiters;
    // A flag is set where the two differ, at any depth.
    volatile uint32_t toggled[HOP_NESTING];
    volatile uint32_t seen[HOP_NESTING]; // guarded by the kernel lock
};

// How to wait: a sum of one of the first two and HOP_FLAGS_KEEP.
enum hop_flags_mode {
    HOP_FLAGS_ANY = 0,
    HOP_FLAGS_ALL = 1,
    HOP_FLAGS_KEEP = 2, // the flags waited for stay set; else they are cleared
};

// No flag set, no waiter. It must not be in use. Context: any.
void hop_flags_init(struct hop_flags *flags);

// Sets `bits`, and wakes every task whose wait this satisfies, the most urgent first: a flag
// that one of them clears is cleared for those after it. O(waiters). Context: any.
void hop_flags_set(struct hop_flags *flags, uint32_t bits);

// Waits until any or all of *bits are set; stores in *bits which of them were set then.
// HOP_INVALID: no bits, or no such mode. HOP_KILLED: see hop_task_kill. After an error *bits
// is unchanged. O(waiters). Context: task, else a panic.
int hop_flags_wait(struct hop_flags *flags, uint32_t *bits, unsigned mode);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that passed
// first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_flags_timed_wait(struct hop_flags *flags, uint32_t *bits, unsigned mode,
                         uint32_t milliseconds);

// Clears `bits`; returns what was set before. A flag of `bits` that is set meanwhile is either in
// the result, or stays set. Context: task, or before the kernel runs.
uint32_t hop_flags_clear(struct hop_flags *flags, uint32_t bits);

// What is set at this moment. Context: any.
uint32_t hop_flags_get(const struct hop_flags *flags);

#ifdef __cplusplus
}
#endif
