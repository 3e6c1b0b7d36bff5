// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks for which a failed allocation is a panic. Programs without such link none of it.
#include "arch/arch.h"
#include "mem/heap.h"
#include "panic/context.h"
#include "panic/isr.h"

// Where the stack grows, the trap allocates for the task: a handler.
static void panic_if_required(size_t size)
{
    if (hop_arch_in_handler())
        return;
    const struct hop_runtime *self = hop_runtime_self();
    if (self != NULL && self->needs_memory && self->phase == HOP_PHASE_RUNNING &&
        hop_context()->cleanup_depth == 0 && !hop_runtime_protected())
        hop_panic("out of memory: %u bytes", (unsigned)size);
}

HOP_CHECKED void hop_mem_require(bool required)
{
    hop_heap_failed = panic_if_required;
    hop_runtime_self()->needs_memory = required;
}
