// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "unwind/unwind.h"

#include "unwind/lsda.h"

enum hop_unwind_status hop_unwind_describe(struct hop_unwind_tables *tables,
                                           uint32_t call, struct hop_unwind_frame *frame)
{
    struct hop_exidx_entry entry;
    enum hop_unwind_status status = hop_exidx_find(&tables->exidx, call, &tables->found, &entry);
    if (status != HOP_UNWIND_OK)
        return status;
    frame->function = entry.function;
    frame->table = entry.table;
    frame->landing_pad = 0;
    return hop_opcodes_open(&frame->opcodes, &tables->extab, &entry, &frame->lsda);
}

enum hop_unwind_status hop_unwind_look(struct hop_unwind_tables *tables,
                                       uint32_t call, struct hop_unwind_frame *frame)
{
    frame->landing_pad = 0;
    enum hop_unwind_status status = hop_unwind_describe(tables, call, frame);
    if (status == HOP_UNWIND_OK && frame->lsda != 0)
        status = hop_lsda_find(&tables->extab, frame->lsda, frame->function, call,
                               &frame->landing_pad);
    if (frame->landing_pad != 0)
        frame->landing_pad |= 1;
    return status;
}

enum hop_unwind_status hop_unwind_step(struct hop_unwind_frame *frame,
                                       struct hop_registers *registers,
                                       struct hop_stack_view *stack)
{
    uint32_t start = stack->image.address;
    uint32_t callee_sp = registers->core[HOP_CORE_SP];
    enum hop_unwind_status status =
        hop_ehabi_execute(&frame->opcodes, registers, stack);
    if (status != HOP_UNWIND_OK)
        return status;
    // Whoever made a call has saved LR, so each frame takes at least a word.
    uint32_t sp = registers->core[HOP_CORE_SP];
    bool moved = stack->image.address != start;
    if ((sp <= callee_sp && !moved) || sp - stack->image.address > stack->image.size)
        return HOP_UNWIND_BAD_STACK;
    return HOP_UNWIND_OK;
}

uint32_t hop_unwind_frame_size(struct hop_unwind_tables *tables, uint32_t pc)
{
    struct hop_unwind_frame frame;
    struct hop_ehabi_layout layout;
    if (hop_unwind_describe(tables, pc, &frame) != HOP_UNWIND_OK ||
        hop_ehabi_measure(&frame.opcodes, &layout) != HOP_UNWIND_OK ||
        layout.frame_register != 0)
        return 0;
    return layout.end;
}
