// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From frame to frame to the next cleanup. Apart from all that links it: a link can leave it out,
// and with it most of the decoders of tables (../sysroot/LINKING.md).
#include "panic/dying.h"

#include "arch/arch.h"
#include "hop/softlock.h"
#include "panic/crash.h"
#include "panic/isr.h"

// The innermost calls stay; of the outer ones there are the latest seen, each of which moves down for the next. (A ring would
// have to be turned in the end, and hop_task_kill_now may stop that half-way; here it leaves one call twice.) Not where
// another panic has taken the record.
static void chain_add(struct hop_panic_info *info, struct hop_crash_record *record, uint32_t call)
{
    uint32_t length = info->chain_length;
    if (record->sequence == info->sequence) {
        uint32_t *place = &record->chain[length];
        if (length >= HOP_PANIC_CHAIN) {
            place = &record->chain[HOP_PANIC_CHAIN - 1];
            uint32_t second = place[-2], third = place[-1], last = place[0];
            place[-3] = second;
            place[-2] = third;
            place[-1] = last;
        }
        *place = call;
    }
    hop_softlock_fence();
    info->chain_length = length + 1;
}

_Static_assert(HOP_PANIC_CHAIN_OUTER == 4, "chain_add");

static enum hop_unwind_status leave_frame(struct hop_unwind_frame *frame, struct hop_registers *registers,
                                          struct hop_stack_view *stack)
{
    enum hop_unwind_status status = hop_stack_view(stack, registers->core[HOP_CORE_SP]);
    return status == HOP_UNWIND_OK ? hop_unwind_step(frame, registers, stack) : status;
}

// What faulted may be a part of assembly without a table, as division is of __aeabi_ldivmod. Any other frame
// that could not be described is not left: then nothing has changed.
__attribute__((noinline)) static enum hop_unwind_status leave_part(struct hop_unwind_state *state, struct hop_runtime *self,
                                                                   struct hop_unwind_tables *tables,
                                                                   enum hop_unwind_status status)
{
    bool has_no_table = status == HOP_UNWIND_CANTUNWIND || status == HOP_UNWIND_NO_ENTRY;
    if (!has_no_table || self->panic.fault_pc == 0 || state->landed)
        return status;
    uint32_t *core = state->registers.core, sp = core[HOP_CORE_SP];
    state->fault_pc = core[HOP_CORE_PC];
    enum hop_unwind_status left = hop_fault_leave(state, self, tables);
    // It has made a call, and so has saved LR: what returns by LR is no way.
    return left == HOP_UNWIND_OK && core[HOP_CORE_SP] == sp ? status : left;
}

enum hop_unwind_status hop_dying_search(struct hop_unwind_state *state, struct hop_runtime *self,
                                        uint32_t *landing_pad)
{
    struct hop_unwind_tables tables = hop_dying_tables();
    struct hop_registers *registers = &state->registers;
    struct hop_crash_record *record = hop_crash_place(self->panic.sequence);
    struct hop_stack_view stack = {0};
    bool is_new = !state->landed;
    bool has_pads = is_new || state->more_pads != 0;

    tables.found = state->found;
    self->panic.chain = record->chain;
    if (state->is_fault) {
        state->is_fault = false;
        enum hop_unwind_status status = hop_fault_leave(state, self, &tables);
        if (status != HOP_UNWIND_OK) {
            self->panic.reclaimed_at = state->fault_pc;
            return status;
        }
    }
    for (;;) {
        hop_dying_leave_stacklets(self, registers);
        uint32_t pc = registers->core[HOP_CORE_PC];
        if (hop_isr_is_start(pc))
            break;
        uint32_t call = hop_unwind_call_address(pc);
        struct hop_unwind_frame frame;
        enum hop_unwind_status status = hop_unwind_describe(&tables, call, &frame);
        if (status == HOP_UNWIND_OK && has_pads && frame.lsda != 0)
            status = hop_unwind_find_pad(&tables, call, &frame);
        if (status != HOP_UNWIND_OK && hop_arch_is_task_start(pc))
            break;
        if (is_new)
            chain_add(&self->panic, record, call);
        is_new = has_pads = true;
        if (status == HOP_UNWIND_OK && frame.landing_pad != 0) {
            state->found = tables.found;
            *landing_pad = frame.landing_pad;
            return HOP_UNWIND_OK;
        }
        if (status == HOP_UNWIND_OK)
            status = leave_frame(&frame, registers, &stack);
        else
            status = leave_part(state, self, &tables, status);
        if (status != HOP_UNWIND_OK) {
            self->panic.reclaimed_at = call;
            return status;
        }
    }
    *landing_pad = 0;
    return HOP_UNWIND_OK;
}
