// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stacks that grow. A task that asks for this starts with a small stack; a call that
// does not fit there gets a block of the heap (HOP_MEM_STACK), a stacklet, and gives
// it back when it returns. A call that would exceed the task's limit, or for which there is
// no memory, does not happen, as on a stack that does not grow.
//
// A stacklet has the size that the call asks for plus HOP_STACKLET_ROOM. Calls cannot use the
// zones below its limit and 32 bytes of bookkeeping. Where calls keep crossing into a
// new stacklet (a hot split), the part of the stack that they come from is enlarged in place if the memory
// below it is free; otherwise, if it is a stacklet, it is larger the next time.
//
// After leaving a stacklet the task keeps one for later, until it waits for something.
#pragma once

#include "hop/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hop_task;
struct hop_growth_ops;

// Bytes that a stacklet has beyond what its first call asked for.
#define HOP_STACKLET_ROOM 128

// What a stack that grows needs besides HOP_STACK_OVERHEAD, at its top.
#define HOP_GROWTH_SIZE 64

// Least size of the stack object of a task that grows.
#define HOP_STACK_MIN_GROWING (HOP_STACK_OVERHEAD + HOP_GROWTH_SIZE + 64)

// To be named in struct hop_task_config. Only programs that do have the code.
extern const struct hop_growth_ops hop_growth;

// Memory of a stack that grows.
struct hop_stack_stats {
    size_t held;         // bytes now: stack object, stacklets with their headers
    size_t high_water;   // the most that it has been
    size_t limit;        // SIZE_MAX: none
    uint32_t extensions; // stacklets taken, modulo 2^32
};

// HOP_INVALID: the task's stack does not grow. Context: task, for another task than
// the calling one a snapshot.
int hop_stack_stats(const struct hop_task *task, struct hop_stack_stats *stats);

// Callers kept of each depth, the innermost.
#define HOP_STACK_DEPTH_CALLERS 10

// What a task's stack held when it was more than ever before.
struct hop_stack_depth {
    size_t held;
    uintptr_t function; // a code address in the one that took it
    uintptr_t callers[HOP_STACK_DEPTH_CALLERS]; // innermost first, 0 beyond the last
};

// Named in struct hop_task_config, it records each new maximum of the depth. The task then
// has no limit, so that the record shows what it needs. When `depths` is full the last entry is
// overwritten, so the deepest is always there. Finding the callers takes 512 bytes
// of the main stack.
struct hop_stack_profile {
    struct hop_stack_depth *depths;
    size_t capacity; // at least 1
    size_t count;    // written by the task's traps
};

// Gives back the stacklet that the calling task keeps for later, as waiting does. Context:
// task.
void hop_stack_trim(void);

#ifdef __cplusplus
}
#endif
