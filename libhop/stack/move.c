// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "stack/move.h"

#include "arch/arm-m/frame.h"
#include "panic/context.h"

// A call on the innermost stacklet has returned: on to its caller, all registers as
// they are.
static struct hop_exception_frame *go_back(struct hop_runtime *self,
                                           struct hop_exception_frame *frame,
                                           uint32_t exc_return)
{
    const struct hop_stacklet *stacklet = self->stacklet;
    frame->pc = (uint32_t)stacklet->return_address & ~(uint32_t)1;
    frame->xpsr &= ~(uint32_t)HOP_XPSR_ICI_IT;
    frame = hop_arch_frame_move(frame, stacklet->sp, exc_return);
    self->growth->ops->pop(self);
    return frame;
}

static struct hop_exception_frame *jump(struct hop_runtime *self,
                                        struct hop_exception_frame *frame,
                                        uint32_t exc_return)
{
    uintptr_t sp = frame->r12;
    // The frame is copied first: what is popped may be overwritten.
    frame = hop_arch_frame_move(frame, sp, exc_return);
    hop_stack_settle(self, sp, false);
    return frame;
}

struct hop_exception_frame *hop_stack_move(struct hop_runtime *self,
                                           struct hop_exception_frame *frame, unsigned number,
                                           uint32_t exc_return)
{
    switch (number) {
    case HOP_SVC_PREPARE:
        frame->r0 = hop_stack_prepare(self->growth, frame->r0);
        return frame;
    case HOP_SVC_JUMP:
        frame = jump(self, frame, exc_return);
        break;
    case HOP_SVC_SETTLE:
        hop_stack_settle(self, (uintptr_t)frame, true);
        break;
    default:
        frame = go_back(self, frame, exc_return);
        break;
    }
    self->limit = hop_stack_limit(self);
    return frame;
}
