// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The context words that compiled code reads (ABI.md section 1), as C sees them.
#pragma once

#include "hop/runtime.h"

struct hop_context {
    // Cache of runtime->limit, or POISON. Only hop_limit_write stores here.
    uint32_t limit;
    // Guarded by LIFO nesting: a handler leaves it as it found it.
    uint32_t cleanup_depth;
    // Any context sets it; only the owner task and its traps clear it.
    uint32_t kill_pending;
    uint32_t reserved;
};

_Static_assert(sizeof(struct hop_context) == HOP_CONTEXT_SIZE, "four words");
_Static_assert(offsetof(struct hop_context, cleanup_depth) ==
                   HOP_CONTEXT_CLEANUP_DEPTH, "compiled code counts here");
_Static_assert(offsetof(struct hop_context, kill_pending) ==
                   HOP_CONTEXT_KILL_PENDING, "compiled code tests this");

// Placed at HOP_CONTEXT_ADDRESS by the linker script.
extern volatile struct hop_context __hop_context;

// The poisoned limit: the lowest address of the main stack. It is above every
// task's SP and at or below every handler's, so only tasks trip over it.
uintptr_t hop_limit_poison(void);

// A context that has not run yet: nothing pending, no region, no exception. Keeps
// its place and its panic record.
void hop_runtime_renew(struct hop_runtime *runtime, uintptr_t limit);

// The limit of a stack object, with its reserve intact or given out.
uintptr_t hop_limit_full(const struct hop_runtime *runtime);
uintptr_t hop_limit_lowered(const struct hop_runtime *runtime);
