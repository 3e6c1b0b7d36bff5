// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checks that are called (ABI.md 3.10): their traps are those of the functions that have called them.
#include "panic/trap.h"

#include "arch/arm-m/features.h"
#include "arch/arm-m/frame.h"
#include "hop/fatal.h"
#include "panic/trapped.h"

static void go_on_in_body(struct hop_exception_frame *frame, uint32_t lr)
{
    frame->pc = frame->lr & ~(uint32_t)1;
    frame->lr = lr;
}

#if HOP_ARCH_HAVE_CALLED_FRAMES
enum { CALLED_WORDS = 7, CALLED_PUSHED = 8 };

// The frame moves up to where it would be without what the check has pushed. No FP registers
// are in it: there are none in Thumb-1 code.
static struct hop_exception_frame *pop_called(const struct hop_exception_frame *frame, uint32_t exc_return)
{
    struct hop_exception_frame popped = *frame;
    const uint32_t *pushed = (const uint32_t *)hop_exception_sp(frame, exc_return);
    uintptr_t sp = (uintptr_t)pushed + CALLED_PUSHED;
    go_on_in_body(&popped, pushed[1]);
    popped.r3 = pushed[0];
    popped.r12 = (frame->r12 & ~(uint32_t)CALLED_WORDS) / 4 | (frame->r12 & CALLED_WORDS) << 16;
    return hop_arch_frame_move(&popped, sp, exc_return);
}

// Of HOP_SVC_CALLED_FRAME, while it is looked at.
void hop_trapped_see_called(struct hop_trapped *trap)
{
    trap->sp += CALLED_PUSHED;
    trap->bytes = trap->frame->r12 & ~(uint32_t)CALLED_WORDS;
}
#else
static struct hop_exception_frame *pop_called(const struct hop_exception_frame *frame, uint32_t exc_return)
{
    (void)exc_return;
    hop_fatal("a trap of another instruction set", frame->pc);
}

void hop_trapped_see_called(struct hop_trapped *trap)
{
    (void)trap;
}
#endif

unsigned hop_trap_of_called(struct hop_exception_frame **frame, unsigned number, uint32_t exc_return)
{
    if (number == HOP_SVC_CALLED_FRAME) {
        *frame = pop_called(*frame, exc_return);
        return HOP_SVC_STACK_ARGUMENTS;
    }
    go_on_in_body(*frame, (*frame)->r3);
    return HOP_SVC_SMALL;
}
