// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The beginning of a panic's record, in the trap that it is noticed in.
#include "panic/trapped.h"

#include "arch/arm-m/frame.h"
#include "panic/crash.h"
#include "panic/dying.h"
#include "panic/optional.h"

// r4-r11 are added when the task goes on, if it does so here.
static void store_registers(const struct hop_trapped *trap, struct hop_crash_record *record)
{
    const struct hop_exception_frame *frame = trap->frame;
    if (record == NULL)
        return;
    record->core[0] = frame->r0;
    record->core[1] = frame->r1;
    record->core[2] = frame->r2;
    record->core[3] = frame->r3;
    record->core[12] = frame->r12;
    record->core[13] = (uint32_t)trap->sp;
    record->core[14] = frame->lr;
    record->core[15] = frame->pc;
    record->xpsr = frame->xpsr;
}

void hop_trap_record(const struct hop_trapped *trap, enum hop_panic_reason reason,
                     const char *text)
{
    struct hop_runtime *self = trap->self;
    bool is_alloca = trap->number == HOP_SVC_ALLOCA;
    uint32_t sequence = hop_crash_claim(self->panicked ? self->panic.sequence : 0);

    store_registers(trap, hop_crash_slot(sequence));
    self->panicked = true;
    self->panic = (struct hop_panic_info){
        .reason = reason,
        .text = text,
        .format = text,
        .sequence = sequence,
        .task = self->name,
        .sp = trap->sp,
        .limit = self->limit,
        .bytes_asked = trap->bytes,
        .bytes_left = trap->sp > self->limit ? trap->sp - self->limit : 0,
        .start_cycles = hop_optional_cycles(),
    };
    if (reason == HOP_PANIC_CALLED || reason == HOP_PANIC_KILLED)
        return;
    self->panic.function = is_alloca ? hop_unwind_call_address(trap->frame->lr)
                                     : trap->frame->pc & ~(uint32_t)1;
    if (trap->bytes == 0 && reason == HOP_PANIC_STACK_OVERFLOW) {
        struct hop_unwind_tables tables = hop_dying_tables();
        uint32_t size =
            hop_unwind_frame_size(&tables, (uint32_t)self->panic.function);
        self->panic.bytes_asked = size != 0 ? size : HOP_ZONE_SMALL;
    }
}
