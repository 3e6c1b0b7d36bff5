// RUN: %src_root/scripts/fuzz.sh --out %t 7 opcodes
// SOURCES: unwind/cursor.c unwind/opcodes.c unwind/ehabi_ops.c
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: SP and R7 as offsets into the stack (2 bytes each), the word in the index (4), 0 where the entry is
// in .ARM.extab, then that. Opcodes say the same whether they are carried out or measured, and no read is
// outside the stack, whichever of its parts SP moves to.
#include "unwind/ehabi_ops.h"

#include "input.h"

enum { EXTAB = 0x9800, STACK = 0x20001000, STACK_SIZE = 256, OTHER = 0x20003000 };

static struct hop_image parts[2];

static bool move(struct hop_stack_view *view, uint32_t address)
{
    for (unsigned i = 0; i < 2; i++) {
        if (address - parts[i].address > parts[i].size)
            continue;
        view->image = parts[i];
        return true;
    }
    return false;
}

static void run(const struct hop_opcodes *opcodes, const struct hop_registers *registers, bool partly)
{
    struct hop_opcodes stream = *opcodes;
    struct hop_registers after = *registers;
    struct hop_stack_view stack = {parts[0], move};
    struct hop_ehabi_layout layout = {0};
    uint32_t sp = registers->core[HOP_CORE_SP];
    enum hop_unwind_status measured = hop_ehabi_measure(opcodes, &layout);
    enum hop_unwind_status status =
        partly ? hop_ehabi_execute_partly(&stream, &after, &stack, sp + 16, layout.end)
               : hop_ehabi_execute(&stream, &after, &stack);

    MUST(status == HOP_UNWIND_BAD_STACK || status == measured);
    if (status == HOP_UNWIND_OK && layout.frame_register == 0)
        MUST(after.core[HOP_CORE_SP] == (partly ? sp + 16 : sp + layout.end));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t pattern[STACK_SIZE] = {0x40, 0x10, 0x00, 0x20, 0x10, 0x30, 0x00, 0x20};
    struct input input = {data, size}, stack_input = {pattern, sizeof pattern};
    struct hop_registers registers = {.core = {0}};
    registers.core[HOP_CORE_SP] = STACK + take_u16(&input) % (STACK_SIZE + 8);
    registers.core[7 - 4] = STACK + take_u16(&input);
    struct hop_exidx_entry entry = {.inline_word = take_u32(&input)};
    entry.table = entry.inline_word == 0 ? EXTAB : 0;
    struct hop_image extab = take_image(&input, EXTAB, input.left);
    parts[0] = take_image(&stack_input, STACK, STACK_SIZE - 64);
    parts[1] = take_image(&stack_input, OTHER, 64);

    struct hop_opcodes opcodes;
    uint32_t lsda;
    if (hop_opcodes_open(&opcodes, &extab, &entry, &lsda) == HOP_UNWIND_OK) {
        run(&opcodes, &registers, false);
        run(&opcodes, &registers, true);
    }
    drop_image(&parts[0]);
    drop_image(&parts[1]);
    drop_image(&extab);
    return 0;
}
