// RUN: %src_root/scripts/fuzz.sh --out %t 7 unwind
// SOURCES: unwind/cursor.c unwind/exidx.c unwind/opcodes.c unwind/ehabi_ops.c unwind/lsda.c unwind/unwind.c
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: addresses and sizes of .ARM.exidx and .ARM.extab (4 x 4 bytes), the return address (4), both sections, then
// the stack. The way out, frame by frame as a dying task goes, ends: each frame takes at least a word.
#include "unwind/unwind.h"

#include "input.h"

enum { STACK = 0x20001000, SECTION_MAX = 4096 };

static void unwind(struct hop_unwind_tables *tables, struct hop_registers *registers,
                   struct hop_stack_view *stack)
{
    unsigned frames = 0;
    for (;;) {
        struct hop_unwind_frame frame;
        uint32_t call = hop_unwind_call_address(registers->core[HOP_CORE_PC]);
        uint32_t sp = registers->core[HOP_CORE_SP];
        hop_unwind_frame_size(tables, call);
        if (hop_unwind_describe(tables, call, &frame) != HOP_UNWIND_OK ||
            (frame.lsda != 0 && hop_unwind_find_pad(tables, call, &frame) != HOP_UNWIND_OK) ||
            hop_unwind_step(&frame, registers, stack) != HOP_UNWIND_OK)
            break;
        MUST(registers->core[HOP_CORE_SP] > sp);
        MUST(registers->core[HOP_CORE_SP] - STACK <= stack->image.size);
        MUST(++frames <= stack->image.size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    uint32_t exidx = take_u32(&input), exidx_size = take_u32(&input);
    uint32_t extab = take_u32(&input), extab_size = take_u32(&input);
    struct hop_registers registers = {.core = {0}};
    registers.core[HOP_CORE_PC] = take_u32(&input);
    registers.core[HOP_CORE_SP] = STACK;
    registers.core[7 - 4] = STACK + 16;
    struct hop_unwind_tables tables = {
        .exidx = take_image(&input, exidx, exidx_size % SECTION_MAX),
        .extab = take_image(&input, extab, extab_size % SECTION_MAX),
    };
    struct hop_stack_view stack = {.image = take_image(&input, STACK, input.left)};

    unwind(&tables, &registers, &stack);
    drop_image(&tables.exidx);
    drop_image(&tables.extab);
    drop_image(&stack.image);
    return 0;
}
