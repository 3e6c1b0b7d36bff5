// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a task is among the parts of its stack, and how it leaves them. Small, since
// it is linked with every program: what needs the heap is behind hop_growth_ops.
#include "panic/context.h"
#include "panic/isr.h"
#include "stack/stacklet.h"

// Programs without growth have none.
#pragma weak hop_stacklet_return

// The address is read through memory since a compiler takes it for non-null.
char *const volatile hop_stress_growth = __hop_stress_growth;

const struct hop_stacklet *hop_stacklet_around(const struct hop_runtime *self, uintptr_t sp)
{
    const struct hop_stacklet *stacklet = self->stacklet;
    while (stacklet != NULL && !hop_stacklet_contains(stacklet, sp))
        stacklet = stacklet->previous;
    return stacklet;
}

uintptr_t hop_stack_end(const struct hop_runtime *self, uintptr_t sp)
{
    const struct hop_stacklet *stacklet = hop_stacklet_around(self, sp);
    if (stacklet != NULL)
        return (uintptr_t)stacklet;
    return sp >= self->base && sp <= self->top ? self->top : 0;
}

// All of the part: a frame that is found by another register than SP may lie below what
// that says.
static bool move_view(struct hop_stack_view *view, uint32_t address)
{
    const struct hop_runtime *self = hop_runtime_self();
    const struct hop_stacklet *stacklet = hop_stacklet_around(self, address);
    uintptr_t low = stacklet != NULL ? (uintptr_t)stacklet->block : self->base;
    uintptr_t end = hop_stack_end(self, address);
    if (end == 0)
        return false;
    view->image = (struct hop_image){(const uint8_t *)low, (uint32_t)low, (uint32_t)(end - low)};
    return true;
}

enum hop_unwind_status hop_stack_view_around(struct hop_stack_view *view, uint32_t sp)
{
    view->move = move_view;
    return move_view(view, sp) ? HOP_UNWIND_OK : HOP_UNWIND_BAD_STACK;
}

uintptr_t hop_stack_object_sp(const struct hop_runtime *self)
{
    const struct hop_stacklet *stacklet = self->stacklet;
    while (stacklet->previous != NULL)
        stacklet = stacklet->previous;
    return stacklet->sp & ~(uintptr_t)7;
}

void hop_stack_drop(struct hop_runtime *self)
{
    while (self->stacklet != NULL)
        self->growth->ops->pop(self);
}

void hop_stack_settle(struct hop_runtime *self, uintptr_t sp, bool alloca_only)
{
    while (self->stacklet != NULL && !hop_stacklet_contains(self->stacklet, sp) &&
           !(alloca_only && self->stacklet->return_address != 0))
        self->growth->ops->pop(self);
}

bool hop_stacklet_was_left(const struct hop_stacklet *stacklet, struct hop_registers *registers)
{
    uint32_t *core = registers->core;
    if (stacklet == NULL)
        return false;
    if (stacklet->return_address == 0)
        return !hop_stacklet_contains(stacklet, core[HOP_CORE_SP]);
    if ((core[HOP_CORE_PC] | 1) != ((uintptr_t)hop_stacklet_return | 1))
        return false;
    core[HOP_CORE_SP] = (uint32_t)stacklet->sp;
    core[HOP_CORE_LR] = (uint32_t)stacklet->return_address;
    core[HOP_CORE_PC] = (uint32_t)stacklet->return_address;
    return true;
}
