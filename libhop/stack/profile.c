// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "stack/profile.h"

#include "panic/dying.h"
#include "panic/isr.h"

// The unwinding of a walk that changes nothing: frames, and the parts that they are in.
struct walk {
    struct hop_registers registers;
    const struct hop_stacklet *part;
    struct hop_stack_view view;
};

// What unwinding follows besides SP and LR is a frame pointer, r7.
static void start(struct walk *walk, const struct hop_stacklet *stacklet,
                  const struct hop_stack_request *request, uint32_t caller)
{
    *walk = (struct walk){.part = stacklet->previous};
    uint32_t *core = walk->registers.core;
    for (unsigned i = 0; request->saved != NULL && i < 4; i++)
        core[i] = request->saved[i];
    core[HOP_CORE_SP] = (uint32_t)request->sp;
    core[HOP_CORE_LR] = caller;
    core[HOP_CORE_PC] = caller;
}

// The next return address, 0: there is none, or it is not known.
static uintptr_t next_caller(struct walk *walk)
{
    struct hop_unwind_tables tables = hop_dying_tables();
    uint32_t *core = walk->registers.core;
    struct hop_unwind_frame frame;

    while (hop_stacklet_was_left(walk->part, &walk->registers))
        walk->part = walk->part->previous;
    uint32_t caller = core[HOP_CORE_PC];
    if (hop_runtime_is_start(caller))
        return 0;
    core[HOP_CORE_PC] = 0; // if it cannot be unwound
    if (hop_unwind_describe(&tables, hop_unwind_call_address(caller), &frame) == HOP_UNWIND_OK &&
        hop_stack_view(&walk->view, core[HOP_CORE_SP]) == HOP_UNWIND_OK &&
        hop_unwind_step(&frame, &walk->registers, &walk->view) != HOP_UNWIND_OK)
        core[HOP_CORE_PC] = 0;
    return caller;
}

void hop_stack_note_depth(const struct hop_runtime *self,
                          const struct hop_stack_request *request, uint32_t caller)
{
    struct hop_stack_profile *profile = self->growth->profile;
    size_t held = self->growth->held;
    struct walk walk;

    if (profile->count > 0 && profile->depths[profile->count - 1].held >= held)
        return;
    if (profile->count < profile->capacity)
        profile->count++;
    struct hop_stack_depth *depth = &profile->depths[profile->count - 1];
    *depth = (struct hop_stack_depth){.held = held, .function = request->function};
    start(&walk, self->stacklet, request, caller);
    for (unsigned i = 0; i < HOP_STACK_DEPTH_CALLERS; i++) {
        depth->callers[i] = next_caller(&walk);
        if (depth->callers[i] == 0 || walk.registers.core[HOP_CORE_PC] == 0)
            return;
    }
}
