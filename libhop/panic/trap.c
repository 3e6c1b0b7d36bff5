// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a trap leads to (ABI.md 4.5). Interrupts and context switches may have come between
// the check and its svc, so limit and kill_pending are read again here. The first case that applies:
//
//   protected (deferral region, kernel section, interrupts masked by someone),
//   or a runtime helper: the call must happen. If it does not fit the true
//   limit, the limit is lowered into the reserve and a kill is left pending.
//   a stack that grows: the call happens on memory of the heap, if the task's
//   limit allows it. A call that must happen may exceed the limit a little.
//   otherwise: the call does not happen; the task continues in the unwinder, as
//   if that had been called instead.
//   none of these is possible: the task is reclaimed without unwinding.
//
// Runs in handler mode, at the lowest priority, on the main stack. It changes words of the exception
// frame, and moves the frame if the stack has grown.
#include "panic/trap.h"

#include "arch/arm-m/frame.h"
#include "hop/fatal.h"
#include "panic/context.h"
#include "panic/dying.h"
#include "panic/isr.h"
#include "panic/trapped.h"
#include "stack/stacklet.h"

static void record_overflow(const struct hop_trapped *trap)
{
    const char *text = trap->refused;
    if (trap->number == HOP_SVC_ALLOCA)
        hop_trap_record(trap, HOP_PANIC_ALLOCA, text != NULL ? text : "stack overflow by alloca");
    else
        hop_trap_record(trap, HOP_PANIC_STACK_OVERFLOW, text != NULL ? text : "stack overflow");
}

// Without a reason it is an overflow that was recorded when it was put off.
static void record_kill(const struct hop_trapped *trap)
{
    if (trap->self->kill_reason != NULL)
        hop_trap_record(trap, HOP_PANIC_KILLED, trap->self->kill_reason);
}

// True: the task goes on with more stack.
static bool let_grow(struct hop_trapped *trap, bool beyond_limit)
{
    struct hop_runtime *self = trap->self;
    if (self->growth == NULL)
        return false;
    struct hop_stack_request request = {
        .frame = trap->frame,
        .exc_return = trap->exc_return,
        .saved = trap->saved,
        .sp = trap->sp,
        .function = trap->number == HOP_SVC_ALLOCA ? hop_unwind_call_address(trap->frame->lr)
                                                   : trap->frame->pc,
        .bytes = trap->bytes != 0 ? trap->bytes : HOP_ZONE_SMALL,
        .arguments = hop_trapped_arguments(trap),
        .is_alloca = trap->number == HOP_SVC_ALLOCA,
        .beyond_limit = beyond_limit,
    };
    if (!self->growth->ops->grow(self, &request)) {
        trap->refused = request.refused;
        return false;
    }
    trap->frame = request.frame;
    hop_limit_write_in_trap(self->limit);
    return true;
}

// A fixed stack, or the stack object of one that grows: SP stays where it is.
static bool lower(const struct hop_trapped *trap)
{
    struct hop_runtime *self = trap->self;
    if (self->stacklet != NULL || self->lowered || !hop_trapped_fits(trap, hop_limit_lowered(self)))
        return false;
    self->lowered = true;
    self->limit = hop_limit_lowered(self);
    return true;
}

// Lets the call happen, at the cost of a pending kill if it does not fit.
static void extend(struct hop_trapped *trap)
{
    struct hop_runtime *self = trap->self;
    if (!hop_trapped_fits(trap, self->limit)) {
        if (let_grow(trap, false))
            return;
        if (hop_context()->kill_pending == 0)
            record_overflow(trap);
        if (!lower(trap) && !let_grow(trap, true)) {
            hop_trap_reclaim(trap, "reserve exhausted");
            return;
        }
        hop_context()->kill_pending = 1;
    }
    // Inside a region this restores the true limit where POISON was found;
    // outside, a helper goes on with the limit poisoned.
    hop_limit_write_in_trap(self->limit);
}

static void on_panic_call(struct hop_trapped *trap)
{
    const char *text = (const char *)(uintptr_t)trap->frame->r0;
    if (trap->self->phase != HOP_PHASE_RUNNING) {
        hop_trap_reclaim(trap, "panic in a cleanup");
        return;
    }
    hop_trap_record(trap, HOP_PANIC_CALLED, text);
    if (trap->masked || hop_runtime_protected())
        hop_trap_reclaim(trap, "panic in a protected section");
    else
        hop_trap_divert(trap);
}

// hop_fault_begin has recorded it. A deferral region does not keep the task from dying:
// it cannot go on.
static void on_fault(struct hop_trapped *trap)
{
    struct hop_runtime *self = trap->self;
    trap->frame->pc = trap->frame->r12;
    if (trap->masked)
        hop_fatal("a fault with interrupts masked", trap->frame->pc);
    if (self->phase != HOP_PHASE_RUNNING)
        hop_trap_reclaim(trap, "fault in a cleanup");
    else if (hop_stack_end(self, trap->sp) == 0)
        hop_trap_reclaim(trap, "stack pointer outside of the stack");
    else
        hop_trap_divert(trap);
}

static void on_check(struct hop_trapped *trap)
{
    struct hop_runtime *self = trap->self;
    bool is_protected = trap->masked || hop_context()->cleanup_depth != 0 ||
                        hop_runtime_protected();

    if (self->phase != HOP_PHASE_RUNNING) {
        if (!hop_trapped_fits(trap, self->limit) && !let_grow(trap, true))
            hop_trap_reclaim(trap, "stack overflow in a cleanup");
    } else if (is_protected || trap->number == HOP_SVC_EXTEND) {
        extend(trap);
    } else if (hop_context()->kill_pending != 0) {
        record_kill(trap);
        hop_trap_divert(trap);
    } else if (hop_trapped_fits(trap, self->limit)) {
        if (hop_stack_is_stressed())
            let_grow(trap, false);
    } else if (!let_grow(trap, false)) {
        record_overflow(trap);
        hop_trap_divert(trap);
    }
}

// Unchecked code took more than the trap zone. Nothing of the stack is known to
// be whole, so no cleanup runs.
static void on_floor(struct hop_trapped *trap)
{
    if (hop_runtime_protected())
        hop_fatal("stack overflow of unchecked code in a kernel section", 0);
    if (trap->self->phase == HOP_PHASE_RUNNING)
        hop_trap_record(trap, HOP_PANIC_STACK_OVERFLOW, "stack overflow of unchecked code");
    hop_trap_reclaim(trap, "the stack is lost");
}

// libhop's own, where the stack has parts.
static void on_move(struct hop_trapped *trap)
{
    struct hop_runtime *self = trap->self;
    if (self->growth == NULL)
        hop_fatal("a trap of a stack that does not grow", trap->frame->pc);
    trap->frame = self->growth->ops->move(self, trap->frame, trap->number, trap->exc_return);
    hop_limit_write_in_trap(self->limit);
}

struct hop_exception_frame *hop_trap(struct hop_exception_frame *frame,
                                     unsigned number, uint32_t exc_return,
                                     const uint32_t *saved)
{
    bool is_masked = (number & HOP_TRAP_MASKED) != 0;
    number &= ~HOP_TRAP_MASKED;
    if (hop_trap_is_called(number))
        number = hop_trap_of_called(&frame, number, exc_return);
    struct hop_trapped trap = {
        .self = hop_runtime_self(),
        .frame = frame,
        .exc_return = exc_return,
        .saved = saved,
        .number = number,
        .masked = is_masked,
        .sp = hop_exception_sp(frame, exc_return),
    };
    if (trap.self == NULL)
        hop_fatal("trap outside a task", frame->pc);

    if (trap.number == HOP_TRAP_FLOOR) {
        on_floor(&trap);
    } else if (trap.number == HOP_SVC_FAULT) {
        on_fault(&trap);
    } else if (trap.number == HOP_SVC_PANIC) {
        on_panic_call(&trap);
    } else if (trap.number < HOP_SVC_ALLOCA) {
        on_move(&trap);
    } else {
        trap.bytes = hop_trapped_bytes(&trap);
        on_check(&trap);
    }
    return trap.frame;
}

bool hop_trap_is_due(const struct hop_exception_frame *frame, unsigned number,
                     uint32_t exc_return)
{
    struct hop_trapped trap = {
        .self = hop_runtime_self(),
        .frame = (struct hop_exception_frame *)frame,
        .number = number,
        .sp = hop_exception_sp(frame, exc_return),
    };
    if (number <= HOP_SVC_PANIC && number != HOP_SVC_ALLOCA && !hop_trap_is_called(number))
        return true;
    // The end of a region traps whatever SP is.
    if (hop_context()->kill_pending != 0 && hop_context()->cleanup_depth == 0)
        return true;
    if (number == HOP_SVC_CALLED_FRAME)
        hop_trapped_see_called(&trap);
    else
        trap.bytes = hop_trapped_bytes(&trap);
    // In a handler the live word is 0 while its trap is looked at.
    return !hop_trapped_fits(&trap, hop_isr_is_active() ? trap.self->limit : hop_context()->limit);
}
