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

enum hop_unwind_status hop_unwind_find_pad(const struct hop_unwind_tables *tables,
                                           uint32_t call, struct hop_unwind_frame *frame)
{
    enum hop_unwind_status status =
        hop_lsda_find(&tables->extab, frame->lsda, frame->function, call, &frame->landing_pad);
    if (frame->landing_pad != 0)
        frame->landing_pad |= 1;
    return status;
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
