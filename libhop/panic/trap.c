// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a trap does. The svc of a check may have been delayed by interrupts and
// context switches, so limit and kill_pending are read again here:
//
//   protected (deferral region, kernel section, interrupts masked by someone),
//   or a runtime helper: the call must happen. If it does not fit the true
//   limit, the limit is lowered into the reserve and a kill left pending.
//   otherwise: the call does not happen; the task goes on in the unwinder, as
//   if called from where the call was made.
//   in neither case possible: the task is reclaimed without unwinding.
//
// Handler mode, lowest priority, main stack. Only words of the frame change.
#include "hop/port.h"

#include "arch/arm-m/frame.h"
#include "panic/context.h"
#include "panic/dying.h"
#include "panic/isr.h"

// Least room between SP and the unwind state for entering the unwinder.
enum { ENTRY_ROOM = HOP_KERNEL_DEPTH };
_Static_assert(HOP_RESERVE_DEFAULT >= HOP_UNWIND_STATE_SIZE + ENTRY_ROOM,
               "a diverted task at its limit can enter the unwinder");

struct trap {
    struct hop_runtime *self;
    struct hop_exception_frame *frame;
    unsigned number;
    bool masked;
    uintptr_t sp; // as at the svc
    size_t bytes; // asked for; 0: a small frame
};

static uintptr_t interrupted_sp(const struct hop_exception_frame *frame,
                                uint32_t exc_return)
{
    bool is_basic = (exc_return & HOP_EXC_RETURN_BASIC) != 0;
    return (uintptr_t)frame +
           (is_basic ? HOP_FRAME_BASIC_SIZE : HOP_FRAME_EXTENDED_SIZE) +
           ((frame->xpsr & HOP_XPSR_ALIGNED) != 0 ? 4 : 0);
}

// r12 = F/4 | A/4 << 16; a half of 0xffff stands for "can never fit".
static size_t bytes_packed(const struct trap *trap)
{
    size_t words = trap->frame->r12 & 0xffff;
    return words == 0xffff ? SIZE_MAX : words * 4;
}

// r12 = limit + bytes, where limit was the live word when the check read it:
// the true limit or POISON, which is above every task stack.
static size_t bytes_above_limit(const struct trap *trap)
{
    uintptr_t limit = trap->self->limit;
    uintptr_t poison = hop_limit_poison();
    if (__hop_context.limit == poison && trap->frame->r12 >= poison)
        limit = poison;
    return trap->frame->r12 - limit;
}

static size_t bytes_asked(const struct trap *trap)
{
    switch (trap->number) {
    case HOP_SVC_ALLOCA:
        return trap->frame->r0;
    case HOP_SVC_LARGE:
        return bytes_above_limit(trap);
    case HOP_SVC_STACK_ARGUMENTS:
    case HOP_SVC_EXTEND:
        return bytes_packed(trap);
    default:
        return 0;
    }
}

static bool fits(const struct trap *trap, uintptr_t limit)
{
    if (trap->sp < limit)
        return false;
    // A small frame is checked by SP alone and may reach into the small zone.
    bool is_small = trap->bytes <= HOP_ZONE_SMALL && trap->number != HOP_SVC_ALLOCA;
    return is_small || trap->sp - limit >= trap->bytes;
}

static void record(const struct trap *trap, enum hop_panic_reason reason,
                   const char *text)
{
    struct hop_runtime *self = trap->self;
    bool is_alloca = trap->number == HOP_SVC_ALLOCA;

    self->panicked = true;
    self->panic = (struct hop_panic_info){
        .reason = reason,
        .text = text,
        .task = self->name,
        .sp = trap->sp,
        .limit = self->limit,
        .bytes_asked = trap->bytes,
        .bytes_left = trap->sp > self->limit ? trap->sp - self->limit : 0,
        .start_cycles = hop_port_cycles(),
    };
    if (reason == HOP_PANIC_CALLED)
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

static void record_overflow(const struct trap *trap)
{
    if (trap->number == HOP_SVC_ALLOCA)
        record(trap, HOP_PANIC_ALLOCA, "stack overflow by alloca");
    else
        record(trap, HOP_PANIC_STACK_OVERFLOW, "stack overflow");
}

static void continue_at(struct hop_exception_frame *frame, void (*entry)(void))
{
    frame->pc = (uint32_t)(uintptr_t)entry & ~(uint32_t)1;
    frame->xpsr &= ~(uint32_t)HOP_XPSR_ICI_IT;
}

// The kill is being delivered: nothing is pending any more, and the cleanups
// may use the reserve. Of exceptions only those remain that handlers have, which
// end them as one of their cleanups.
static void begin_dying(struct hop_runtime *self)
{
    self->landed = NULL;
    self->cxx_globals.uncaught_count = 0;
    self->cxx_globals.propagating = NULL;
    if (self->phase < HOP_PHASE_UNWINDING)
        self->phase = HOP_PHASE_UNWINDING;
    __hop_context.cleanup_depth = 0;
    __hop_context.kill_pending = 0;
    self->lowered = true;
    self->limit = hop_limit_lowered(self);
    hop_limit_write(self->limit);
}

// Gives up what cleanups remain: the task goes on at the top of its stack.
static void reclaim(const struct trap *trap, const char *why)
{
    struct hop_runtime *self = trap->self;
    if (trap->masked || self->phase == HOP_PHASE_ENDING)
        hop_port_fatal(why, trap->frame->pc);
    if (self->panic.reclaimed == NULL) {
        self->panic.reclaimed = why;
        self->panic.reclaimed_at = trap->frame->pc & ~(uint32_t)1;
    }
    begin_dying(self);
    trap->frame->r0 = (uint32_t)(uintptr_t)self;
    trap->frame->r1 = (uint32_t)self->top;
    continue_at(trap->frame, hop_dying_reclaim);
}

static void divert(const struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    if (trap->sp < self->base + HOP_UNWIND_STATE_SIZE + HOP_ZONE_TRAP + ENTRY_ROOM) {
        reclaim(trap, "no stack left to unwind on");
        return;
    }
    begin_dying(self);
    ((struct hop_unwind_state *)self->base)->landed = false;
    trap->frame->r0 = (uint32_t)self->base;
    continue_at(trap->frame, hop_dying_divert);
}

// Lets the call happen, at the cost of a pending kill if it does not fit.
static void extend(const struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    if (!fits(trap, self->limit)) {
        if (__hop_context.kill_pending == 0)
            record_overflow(trap);
        if (self->lowered || !fits(trap, hop_limit_lowered(self))) {
            reclaim(trap, "reserve exhausted");
            return;
        }
        self->lowered = true;
        self->limit = hop_limit_lowered(self);
        __hop_context.kill_pending = 1;
    }
    // Inside a region this restores the true limit where POISON was found;
    // outside, a helper goes on with the limit poisoned.
    hop_limit_write(self->limit);
}

static void on_panic_call(const struct trap *trap)
{
    const char *text = (const char *)(uintptr_t)trap->frame->r0;
    if (trap->self->phase != HOP_PHASE_RUNNING) {
        reclaim(trap, "panic in a cleanup");
        return;
    }
    record(trap, HOP_PANIC_CALLED, text);
    if (trap->masked || hop_runtime_protected())
        reclaim(trap, "panic in a protected section");
    else
        divert(trap);
}

static void on_check(const struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    bool is_protected = trap->masked || __hop_context.cleanup_depth != 0 ||
                        hop_runtime_protected();

    if (self->phase != HOP_PHASE_RUNNING) {
        if (!fits(trap, self->limit))
            reclaim(trap, "stack overflow in a cleanup");
    } else if (is_protected || trap->number == HOP_SVC_EXTEND) {
        extend(trap);
    } else if (__hop_context.kill_pending != 0) {
        divert(trap);
    } else if (!fits(trap, self->limit)) {
        record_overflow(trap);
        divert(trap);
    }
}

// Unchecked code took more than the trap zone. Nothing of the stack is known to
// be whole, so no cleanup runs.
static void on_floor(const struct trap *trap)
{
    if (hop_runtime_protected())
        hop_port_fatal("stack overflow of unchecked code in a kernel section", 0);
    if (trap->self->phase == HOP_PHASE_RUNNING)
        record(trap, HOP_PANIC_STACK_OVERFLOW, "stack overflow of unchecked code");
    reclaim(trap, "the stack is lost");
}

struct hop_exception_frame *hop_trap(struct hop_exception_frame *frame,
                                     unsigned number, uint32_t exc_return)
{
    struct trap trap = {
        .self = hop_runtime_self(),
        .frame = frame,
        .number = number & ~HOP_TRAP_MASKED,
        .masked = (number & HOP_TRAP_MASKED) != 0,
        .sp = interrupted_sp(frame, exc_return),
    };
    if (trap.self == NULL)
        hop_port_fatal("trap outside a task", frame->pc);

    if (trap.number == HOP_TRAP_FLOOR) {
        on_floor(&trap);
    } else if (trap.number == HOP_SVC_PANIC) {
        on_panic_call(&trap);
    } else {
        trap.bytes = bytes_asked(&trap);
        on_check(&trap);
    }
    return frame;
}

bool hop_trap_is_due(const struct hop_exception_frame *frame, unsigned number,
                     uint32_t exc_return)
{
    struct trap trap = {
        .self = hop_runtime_self(),
        .frame = (struct hop_exception_frame *)frame,
        .number = number,
        .sp = interrupted_sp(frame, exc_return),
    };
    if (number == HOP_SVC_PANIC)
        return true;
    // The end of a region traps whatever SP is.
    if (__hop_context.kill_pending != 0 && __hop_context.cleanup_depth == 0)
        return true;
    trap.bytes = bytes_asked(&trap);
    // In a handler the live word is 0 while its trap is looked at.
    return !fits(&trap, hop_isr_current != NULL ? trap.self->limit : __hop_context.limit);
}
