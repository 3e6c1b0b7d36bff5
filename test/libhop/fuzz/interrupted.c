// RUN: %src_root/scripts/fuzz.sh --out %t 7 interrupted
// SOURCES: unwind/cursor.c unwind/opcodes.c unwind/ehabi_ops.c unwind/thumb.c unwind/called_check.c unwind/walk.c unwind/interrupted.c
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Input: where in the code PC is (1 byte) and LR (1), where in the stack SP is (1), xPSR (4), opcodes as in
// the index (4), 16 words of the stack, then code. From any instruction, of any code, the walk ends; SP does
// not go down and stays in the stack.
#include "unwind/interrupted.h"

#include "unwind/thumb.h"

#include "input.h"

enum { CODE = 0x8000, STACK = 0x20001000, STACK_SIZE = 64 };

static void decode_all(const struct hop_image *code)
{
    struct hop_thumb thumb;
    for (uint32_t at = CODE; hop_thumb_decode(code, at, &thumb); at += thumb.size) {
        MUST(thumb.size == 2 || (thumb.size == 4 && at + 4 <= CODE + code->size));
        MUST(thumb.d < 32 && thumb.n < 16);
    }
}

static bool is_in_stack(const struct hop_registers *registers, uint32_t sp)
{
    uint32_t now = registers->core[HOP_CORE_SP];
    return now >= sp && now - STACK <= STACK_SIZE;
}

// Where tables describe the function, and where they do not.
static void step(const struct hop_image *code, const struct hop_image *image,
                 const struct hop_interrupted *interrupted, const struct hop_registers *registers,
                 struct hop_unwind_frame *frame)
{
    uint32_t sp = registers->core[HOP_CORE_SP];
    struct hop_interrupted used = *interrupted;
    struct hop_registers after = *registers;
    struct hop_stack_view stack = {.image = *image};
    if (hop_unwind_step_leaf(code, &used, &after, &stack))
        MUST(is_in_stack(&after, sp));

    used = *interrupted;
    after = *registers;
    if (frame != NULL &&
        hop_unwind_step_interrupted(code, frame, &used, &after, &stack) == HOP_UNWIND_OK)
        MUST(is_in_stack(&after, sp));

    after = *registers;
    if (hop_unwind_is_call(code, interrupted, &after))
        MUST(after.core[HOP_CORE_PC] == registers->core[HOP_CORE_LR]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {data, size};
    struct hop_registers registers = {.core = {0}};
    struct hop_interrupted interrupted = {.scratch = {CODE + 3, STACK, 0, 4}};
    registers.core[HOP_CORE_PC] = CODE + take_u8(&input);
    registers.core[HOP_CORE_LR] = CODE + take_u8(&input);
    registers.core[HOP_CORE_SP] = STACK + take_u8(&input) % (STACK_SIZE + 4);
    registers.core[7 - 4] = STACK + STACK_SIZE / 2;
    interrupted.xpsr = take_u32(&input);
    struct hop_exidx_entry entry = {.inline_word = take_u32(&input) | 0x80000000u};
    struct hop_image stack = take_image(&input, STACK, STACK_SIZE);
    struct hop_image code = take_image(&input, CODE, input.left);
    struct hop_image no_table = {0};

    decode_all(&code);
    struct hop_unwind_frame frame = {0};
    bool is_described =
        hop_opcodes_open(&frame.opcodes, &no_table, &entry, &frame.lsda) == HOP_UNWIND_OK;
    step(&code, &stack, &interrupted, &registers, is_described ? &frame : NULL);
    drop_image(&stack);
    drop_image(&code);
    return 0;
}
