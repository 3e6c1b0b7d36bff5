// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/fault.h"

#include "panic/crash.h"
#include "panic/dying.h"
#include "panic/isr.h"
#include "panic/optional.h"

static void record_fault(struct hop_runtime *self, const struct hop_fault *fault,
                         enum hop_panic_reason reason)
{
    uint32_t sequence = hop_crash_claim(self->panicked ? self->panic.sequence : 0);
    struct hop_crash_record *record = hop_crash_slot(sequence);
    if (record != NULL)
        hop_crash_store_fault(record, fault);
    self->panicked = true;
    self->panic = (struct hop_panic_info){
        .reason = reason,
        .text = fault->what,
        .format = fault->what,
        .sequence = sequence,
        .task = self->name,
        .sp = fault->core[13],
        .limit = self->limit,
        .fault_pc = fault->core[15],
        .fault_address = fault->address,
        .start_cycles = hop_optional_cycles(),
    };
}

// What unwinding from an instruction takes; the other registers are still where they were when
// the task goes on.
static void keep_registers(struct hop_runtime *self, const struct hop_fault *fault)
{
    struct hop_unwind_state *state = (struct hop_unwind_state *)self->base;
    state->interrupted = (struct hop_interrupted){
        .scratch = {fault->core[0], fault->core[1], fault->core[2], fault->core[3]},
        .xpsr = fault->xpsr,
    };
    state->registers.core[HOP_CORE_R12] = fault->core[12];
}

bool hop_fault_begin(const struct hop_fault *fault)
{
    struct hop_runtime *self = hop_runtime_self();
    if (self->base == 0 || hop_runtime_protected())
        return false;
    // A later one is part of the death by the first.
    if (self->phase == HOP_PHASE_RUNNING) {
        record_fault(self, fault, HOP_PANIC_FAULT);
        keep_registers(self, fault);
    }
    return true;
}

void hop_fault_kill(struct hop_runtime *runtime, const struct hop_fault *fault)
{
    if (runtime->phase != HOP_PHASE_RUNNING) {
        runtime->panic.reclaimed = fault->what;
        runtime->panic.reclaimed_at = fault->core[15] & ~(uint32_t)1;
        return;
    }
    record_fault(runtime, fault, HOP_PANIC_KILLED);
    keep_registers(runtime, fault);
    runtime->kill_pending = 1; // for who asks whether it is to die
}
