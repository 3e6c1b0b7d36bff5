// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/interrupted.h"

#include "unwind/thumb.h"
#include "unwind/walk.h"

enum { FIRST_CORE = 4, BRANCH_LIMIT = 8 };

static uint8_t it_state(uint32_t xpsr)
{
    return (uint8_t)((xpsr >> 25 & 3) | (xpsr >> 8 & 0xfc));
}

// Bytes that the prologue has taken: what it takes, but for what it is still to take. The
// part below what is saved comes last. A frame register tells where the frame is, if it is still to be set.
static uint32_t taken(const struct hop_walk *w)
{
    if (w->has_register)
        return w->register_above + w->layout.end;
    if (w->layout.frame_register != 0)
        return w->layout.saved - w->down_saved;
    if (w->by_register)
        return w->layout.saved - w->down;
    return w->layout.end - w->down;
}

static enum hop_unwind_status leave_prologue(const struct hop_walk *w,
                                             struct hop_unwind_frame *frame,
                                             struct hop_registers *registers,
                                             struct hop_stack_view *stack)
{
    uint32_t bytes = taken(w);
    registers->core[HOP_CORE_SP] += w->for_check;
    if (!w->has_register && bytes > w->layout.saved && bytes > w->layout.end)
        return HOP_UNWIND_BAD_STACK;
    return hop_ehabi_execute_partly(&frame->opcodes, registers, stack,
                                    registers->core[HOP_CORE_SP] + bytes, w->layout.end);
}

// By fields: a copy would take too much of the unwinder's stack.
static void begin_again(struct hop_walk *w, const struct hop_registers *registers)
{
    w->at = registers->core[HOP_CORE_PC] & ~1u;
    w->block = it_state(w->xpsr);
    w->conditional = w->branches = 0;
    w->lr_lost = w->jumped = w->in_prologue = w->by_register = w->popped = w->has_register = false;
    w->down = w->down_saved = w->up = w->up_popped = 0;
}

// Walks the same way again, and carries it out.
static bool carry_out(struct hop_walk *w, struct hop_registers *registers)
{
    begin_again(w, registers);
    w->registers = registers;
    return hop_walk(w) == HOP_IN_EPILOGUE;
}

// Looks for a way to the return that makes no call: straight on, or by one conditional branch.
static bool find_way(struct hop_walk *w, const struct hop_registers *registers)
{
    w->is_leaf = true;
    w->layout = (struct hop_ehabi_layout){.end = UINT32_MAX, .saved = UINT32_MAX};
    while (hop_walk(w) != HOP_IN_EPILOGUE) {
        if (++w->taken > BRANCH_LIMIT)
            return false;
        begin_again(w, registers);
    }
    return true;
}

static enum hop_unwind_status step(struct hop_walk *w, struct hop_unwind_frame *frame,
                                   struct hop_registers *registers,
                                   struct hop_stack_view *stack)
{
    // Functions in assembly may have the table of one without a frame, and push all the same.
    if (w->layout.end == 0 && w->layout.frame_register == 0 && find_way(w, registers))
        return carry_out(w, registers) ? HOP_UNWIND_OK : HOP_UNWIND_BAD_STACK;
    switch (w->is_leaf ? HOP_IN_BODY : hop_walk(w)) {
    case HOP_IN_PROLOGUE:
        return leave_prologue(w, frame, registers, stack);
    case HOP_IN_EPILOGUE:
        return carry_out(w, registers) ? HOP_UNWIND_OK : HOP_UNWIND_BAD_STACK;
    default:
        return hop_ehabi_execute(&frame->opcodes, registers, stack);
    }
}

static struct hop_walk begin_walk(const struct hop_image *code, struct hop_interrupted *interrupted,
                                  const struct hop_registers *registers,
                                  const struct hop_stack_view *stack)
{
    return (struct hop_walk){
        .code = code,
        .stack = &stack->image,
        .xpsr = interrupted->xpsr,
        .block = it_state(interrupted->xpsr),
        .at = registers->core[HOP_CORE_PC] & ~1u,
        .scratch = interrupted->scratch,
    };
}

static bool has_grown(uint32_t sp, const struct hop_registers *registers,
                      const struct hop_stack_view *stack, bool moved)
{
    uint32_t now = registers->core[HOP_CORE_SP];
    return (now >= sp || moved) && now - stack->image.address <= stack->image.size;
}

enum hop_unwind_status hop_unwind_step_interrupted(const struct hop_image *code,
                                                   struct hop_unwind_frame *frame,
                                                   struct hop_interrupted *interrupted,
                                                   struct hop_registers *registers,
                                                   struct hop_stack_view *stack)
{
    uint32_t sp = registers->core[HOP_CORE_SP], part = stack->image.address;
    struct hop_walk w = begin_walk(code, interrupted, registers, stack);
    enum hop_unwind_status status = hop_ehabi_measure(&frame->opcodes, &w.layout);
    if (status == HOP_UNWIND_OK)
        status = step(&w, frame, registers, stack);
    if (status == HOP_UNWIND_OK && !has_grown(sp, registers, stack, stack->image.address != part))
        status = HOP_UNWIND_BAD_STACK;
    return status;
}

bool hop_unwind_step_leaf(const struct hop_image *code, struct hop_interrupted *interrupted,
                          struct hop_registers *registers, struct hop_stack_view *stack)
{
    uint32_t sp = registers->core[HOP_CORE_SP];
    struct hop_walk w = begin_walk(code, interrupted, registers, stack);
    return find_way(&w, registers) && carry_out(&w, registers) && has_grown(sp, registers, stack, false);
}

bool hop_unwind_is_call(const struct hop_image *code, const struct hop_interrupted *interrupted,
                        struct hop_registers *registers)
{
    uint32_t lr = registers->core[HOP_CORE_LR];
    struct hop_thumb thumb;
    if ((lr & 1) == 0 || !hop_thumb_decode(code, lr - 3, &thumb) || thumb.size != 2 ||
        thumb.kind != HOP_THUMB_CALL)
        return false;
    uint32_t target = thumb.n < FIRST_CORE ? interrupted->scratch[thumb.n]
                                           : registers->core[thumb.n - FIRST_CORE];
    if (((target ^ registers->core[HOP_CORE_PC]) & ~1u) != 0)
        return false;
    registers->core[HOP_CORE_PC] = lr;
    return true;
}
