// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a task continues that is to die: the handler sets the PC and other words of its exception frame.
#include "panic/trapped.h"

#include "arch/arm-m/frame.h"
#include "hop/fatal.h"
#include "panic/context.h"
#include "panic/dying.h"
#include "panic/optional.h"

// Least room between SP and the unwind state for entering the unwinder.
enum { ENTRY_ROOM = HOP_KERNEL_DEPTH };
_Static_assert(HOP_RESERVE_DEFAULT >= HOP_UNWIND_STATE_SIZE + ENTRY_ROOM,
               "a diverted task at its limit can enter the unwinder");

static void continue_at(struct hop_exception_frame *frame, void (*entry)(void))
{
    frame->pc = (uint32_t)(uintptr_t)entry & ~(uint32_t)1;
    frame->xpsr &= ~(uint32_t)HOP_XPSR_ICI_IT;
}

// The kill is being delivered: nothing is pending any more, and the cleanups
// may use the reserve. Of exceptions only those remain that handlers have, which
// end them as one of their cleanups.
static void begin_dying(struct hop_runtime *self, uintptr_t pc)
{
    if (!hop_runtime_is_whole(self))
        hop_fatal("task object overwritten", pc);
    self->landed = NULL;
    self->cxx_globals.uncaught_count = 0;
    self->cxx_globals.propagating = NULL;
    if (self->phase < HOP_PHASE_UNWINDING)
        self->phase = HOP_PHASE_UNWINDING;
    hop_context()->cleanup_depth = 0;
    hop_context()->kill_pending = 0;
    self->kill_reason = NULL;
    self->lowered = true;
    self->limit = hop_stack_limit(self);
    hop_limit_write_in_trap(self->limit);
}

void hop_trap_reclaim(struct hop_trapped *trap, const char *why)
{
    struct hop_runtime *self = trap->self;
    // What is needed to give the stack up may have been overwritten: it would fail again and again.
    if (trap->masked || self->phase == HOP_PHASE_ENDING || self->reclaims)
        hop_fatal(why, trap->frame->pc);
    self->reclaims = true;
    if (self->panic.reclaimed == NULL) {
        self->panic.reclaimed = why;
        self->panic.reclaimed_at = trap->frame->pc & ~(uint32_t)1;
    }
    begin_dying(self, trap->frame->pc);
    if (self->stacklet != NULL) // SP leaves it
        hop_limit_write_in_trap(0);
    trap->frame->r0 = (uint32_t)(uintptr_t)self;
    trap->frame->r1 = (uint32_t)hop_dying_reclaim_sp(self);
    continue_at(trap->frame, hop_dying_reclaim);
}

void hop_trap_divert(struct hop_trapped *trap)
{
    struct hop_runtime *self = trap->self;
    bool is_fault = trap->number == HOP_SVC_FAULT;
    uintptr_t entry_sp = hop_dying_entry_sp(self);
    uintptr_t sp = entry_sp != 0 ? entry_sp : trap->sp;
    if (sp < self->base + HOP_UNWIND_STATE_SIZE + hop_optional_switch_bytes() + HOP_ZONE_TRAP + ENTRY_ROOM) {
        hop_trap_reclaim(trap, "no stack left to unwind on");
        return;
    }
    // In a cleanup of an exception: it has no landing pad for those that were to follow in its function.
    self->panic.skipped = self->landed != NULL;
    begin_dying(self, trap->frame->pc);
    struct hop_unwind_state *state = (struct hop_unwind_state *)self->base;
    state->landed = false;
    state->entry_sp = (uint32_t)entry_sp;
    state->is_fault = is_fault;
    state->fault_pc = trap->frame->pc;
    if (!is_fault)
        state->interrupted = (struct hop_interrupted){
            .scratch = {trap->frame->r0, trap->frame->r1, trap->frame->r2, trap->frame->r3}};
    trap->frame->r0 = (uint32_t)self->base;
    continue_at(trap->frame, hop_dying_divert);
    hop_optional_replace(self);
}
