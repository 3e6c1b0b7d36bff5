// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parts of what tasks wait for and handlers signal. All of it is private to
// libhop; the types are here because objects of an application contain them.
#pragma once

#include "hop/config.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hop_task;

// Waiting tasks, most urgent first, in order among equals. Guarded by the kernel
// lock; any context may look whether there is one. All zeros: empty.
struct hop_wait_queue {
    struct hop_task *first;
    // Matches the waiting tasks with what has come; set before there is a first.
    void (*settle)(struct hop_wait_queue *queue);
};

// A count that several contexts change without a lock: kernel/count.h. The sum of
// all words is its value.
#if defined(__ARM_FEATURE_LDREX)
#define HOP_COUNT_WORDS 1
#else
#define HOP_COUNT_WORDS HOP_NESTING
#endif
struct hop_count {
    int16_t words[HOP_COUNT_WORDS];
};

#ifdef __cplusplus
}
#endif
