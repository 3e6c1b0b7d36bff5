// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a trap asks for.
#include "panic/trapped.h"

#include "arch/arm-m/frame.h"
#include "panic/context.h"
#include "panic/dying.h"

// r12 = F/4 | A/4 << 16; a half of 0xffff stands for "can never fit".
static size_t bytes_packed(uint32_t half)
{
    return half == 0xffff ? SIZE_MAX : half * 4;
}

size_t hop_trapped_arguments(const struct hop_trapped *trap)
{
    bool tells = trap->number == HOP_SVC_STACK_ARGUMENTS || trap->number == HOP_SVC_EXTEND;
    return tells ? bytes_packed(trap->frame->r12 >> 16) : 0;
}

// r12 = limit + bytes, where limit was the live word when the check read it: the true
// limit, or POISON, which is above every task stack, and is still there then.
static size_t bytes_above_limit(const struct hop_trapped *trap)
{
    uintptr_t poison = hop_limit_poison();
    if (hop_context()->limit != poison || trap->frame->r12 < poison)
        return trap->frame->r12 - trap->self->limit;
    size_t bytes = trap->frame->r12 - poison;
    if (hop_context()->kill_pending == 0)
        return bytes;
    // Poisoned since, where the frame is so large that it does not fit what it asks for.
    struct hop_unwind_tables tables = hop_dying_tables();
    bool is_enough = hop_unwind_frame_size(&tables, trap->frame->pc & ~(uint32_t)1) <= bytes;
    return is_enough ? bytes : trap->frame->r12 - trap->self->limit;
}

size_t hop_trapped_bytes(const struct hop_trapped *trap)
{
    switch (trap->number) {
    case HOP_SVC_ALLOCA:
        return trap->frame->r0;
    case HOP_SVC_LARGE:
        return bytes_above_limit(trap);
    case HOP_SVC_STACK_ARGUMENTS:
    case HOP_SVC_EXTEND:
        return bytes_packed(trap->frame->r12 & 0xffff);
    default:
        return 0;
    }
}

bool hop_trapped_fits(const struct hop_trapped *trap, uintptr_t limit)
{
    bool is_small = trap->bytes <= HOP_ZONE_SMALL && trap->number != HOP_SVC_ALLOCA;
    return hop_stack_fits(limit, trap->sp, trap->bytes, is_small);
}
