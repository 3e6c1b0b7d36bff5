// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The return from a stacklet, on the stacklet that is left, where it takes at most
// HOP_STACKLET_ROOM, the small and the leaf zone. Its block is in use until SP has
// moved, so it is kept, and what was kept before is given back.
#include "panic/context.h"
#include "stack/give.h"

uint64_t hop_stacklet_leave(void);

// The caller's SP, and the return address in the high word.
uint64_t hop_stacklet_leave(void)
{
    struct hop_runtime *self = hop_port_self();
    struct hop_growth *growth = self->growth;
    const struct hop_stacklet *stacklet = self->stacklet;
    void *spare = growth->spare;

    if (!hop_stacklet_is_emergency(self, stacklet)) {
        growth->spare = stacklet->block;
        if (spare != NULL)
            hop_stack_release(growth, spare);
    }
    struct hop_stacklet *previous = stacklet->previous;
    uintptr_t limit = hop_growth_limit_on(self, previous);
    self->stacklet = previous;
    self->limit = limit;
    hop_limit_follow(growth, hop_context_place_on(previous), limit);
    return (uint64_t)stacklet->return_address << 32 | stacklet->sp;
}
