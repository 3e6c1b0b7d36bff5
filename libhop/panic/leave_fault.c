// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first step of a task that faulted. Apart from all that links it: a link can leave it out, and
// with it the decoder of instructions (../sysroot/LINKING.md).
#include "panic/dying.h"

#include "arch/arm-m/features.h"
#include "unwind/called_check.h"
#include "unwind/thunk.h"

// From the first to the last code that the tables know of. If there is code in RAM, what lies
// between may not be readable.
static struct hop_image code_of(const struct hop_unwind_tables *tables)
{
    uint32_t start, end;
    hop_exidx_range(&tables->exidx, &start, &end);
    return (struct hop_image){(const uint8_t *)(uintptr_t)start, start, end - start};
}

// From the instruction at PC.
static enum hop_unwind_status leave_interrupted(const struct hop_image *code, struct hop_unwind_state *state,
                                                struct hop_unwind_tables *tables, struct hop_stack_view *stack)
{
    struct hop_registers *registers = &state->registers;
    struct hop_unwind_frame frame;
#if HOP_ARCH_HAVE_PUSHING_THUNKS
    if (hop_unwind_leave_thunk(code, registers))
        return HOP_UNWIND_OK;
#endif
    enum hop_unwind_status status = hop_unwind_describe(tables, registers->core[HOP_CORE_PC], &frame);
    if (status == HOP_UNWIND_OK)
        return hop_unwind_step_interrupted(code, &frame, &state->interrupted, registers, stack);
    bool is_leaf = hop_unwind_step_leaf(code, &state->interrupted, registers, stack);
    return is_leaf ? HOP_UNWIND_OK : status;
}

enum hop_unwind_status hop_fault_leave(struct hop_unwind_state *state, struct hop_runtime *self,
                                       struct hop_unwind_tables *tables)
{
    const struct hop_image code = code_of(tables);
    struct hop_registers *registers = &state->registers;
    struct hop_stack_view stack = {0};

    registers->core[HOP_CORE_PC] = state->fault_pc;
    hop_dying_leave_stacklets(self, registers);
    if (hop_unwind_is_call(&code, &state->interrupted, registers))
        return HOP_UNWIND_OK;
    enum hop_unwind_status status = hop_stack_view(&stack, registers->core[HOP_CORE_SP]);
    bool is_left = false;
    // Again if it was in the check of a function: that has not begun.
    for (unsigned i = 0; i < 2 && status == HOP_UNWIND_OK && !is_left; i++) {
        status = leave_interrupted(&code, state, tables, &stack);
        state->interrupted.xpsr = 0; // the IT bits were those of one instruction
        is_left = !hop_unwind_is_behind_check(&code, registers->core[HOP_CORE_PC]);
    }
    if (status == HOP_UNWIND_OK)
        self->panic.skipped = true;
    return status;
}
