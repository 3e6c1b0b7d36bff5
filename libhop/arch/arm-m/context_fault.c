// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "arch/arch.h"
#include "frame.h"
#include "panic/dying.h"

bool hop_arch_context_fault(struct hop_arch_context *context, struct hop_fault *fault)
{
    struct hop_exception_frame *frame = (struct hop_exception_frame *)context->psp;
    if (frame->pc == ((uintptr_t)hop_dying_fault & ~(uintptr_t)1))
        return false;
    *fault = (struct hop_fault){
        .core = {frame->r0, frame->r1, frame->r2, frame->r3},
        .xpsr = frame->xpsr,
    };
    for (unsigned i = 0; i < 8; i++)
        fault->core[4 + i] = context->r4_r11[i];
    fault->core[12] = frame->r12;
    fault->core[13] = (uint32_t)hop_exception_sp(frame, context->exc_return);
    fault->core[14] = frame->lr;
    fault->core[15] = frame->pc;
    hop_arch_frame_fault(frame);
    return true;
}
