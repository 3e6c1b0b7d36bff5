// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a trap does. The svc of a check may have been delayed by interrupts and
// context switches, so limit and kill_pending are read again here:
//
//   protected (deferral region, kernel section, interrupts masked by someone),
//   or a runtime helper: the call must happen. If it does not fit the true
//   limit, the limit is lowered into the reserve and a kill left pending.
//   a stack that grows: the call happens on memory of the heap, if the task's
//   limit allows it. What must happen may go a little beyond the limit.
//   otherwise: the call does not happen; the task goes on in the unwinder, as
//   if called from where the call was made.
//   in neither case possible: the task is reclaimed without unwinding.
//
// Handler mode, lowest priority, main stack. What changes is words of the frame, and
// its place where the stack has grown.
#include "panic/trap.h"

#include "arch/arm-m/frame.h"
#include "hop/fatal.h"
#include "panic/context.h"
#include "panic/crash.h"
#include "panic/dying.h"
#include "panic/isr.h"
#include "panic/optional.h"
#include "stack/stacklet.h"

// Least room between SP and the unwind state for entering the unwinder.
enum { ENTRY_ROOM = HOP_KERNEL_DEPTH };
_Static_assert(HOP_RESERVE_DEFAULT >= HOP_UNWIND_STATE_SIZE + ENTRY_ROOM,
               "a diverted task at its limit can enter the unwinder");

struct trap {
    struct hop_runtime *self;
    struct hop_exception_frame *frame;
    uint32_t exc_return;
    const uint32_t *saved; // r4-r7, NULL: not known
    unsigned number;
    bool masked;
    uintptr_t sp; // as at the svc
    size_t bytes; // asked for; 0: a small frame
    const char *refused; // why the stack could not grow, NULL: it never does
};

// r12 = F/4 | A/4 << 16; a half of 0xffff stands for "can never fit".
static size_t bytes_packed(uint32_t half)
{
    return half == 0xffff ? SIZE_MAX : half * 4;
}

// SIZE_MAX: not known, the call cannot be moved to another place.
static size_t bytes_of_arguments(const struct trap *trap)
{
    bool tells = trap->number == HOP_SVC_STACK_ARGUMENTS || trap->number == HOP_SVC_EXTEND;
    return tells ? bytes_packed(trap->frame->r12 >> 16) : 0;
}

// r12 = limit + bytes, where limit was the live word when the check read it: the true
// limit, or POISON, which is above every task stack, and is still there then.
static size_t bytes_above_limit(const struct trap *trap)
{
    uintptr_t poison = hop_limit_poison();
    if (__hop_context.limit != poison || trap->frame->r12 < poison)
        return trap->frame->r12 - trap->self->limit;
    size_t bytes = trap->frame->r12 - poison;
    if (__hop_context.kill_pending == 0)
        return bytes;
    // Poisoned since, where the frame is so large that it does not fit what it asks for.
    struct hop_unwind_tables tables = hop_dying_tables();
    bool is_enough = hop_unwind_frame_size(&tables, trap->frame->pc & ~(uint32_t)1) <= bytes;
    return is_enough ? bytes : trap->frame->r12 - trap->self->limit;
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
        return bytes_packed(trap->frame->r12 & 0xffff);
    default:
        return 0;
    }
}

static bool fits(const struct trap *trap, uintptr_t limit)
{
    bool is_small = trap->bytes <= HOP_ZONE_SMALL && trap->number != HOP_SVC_ALLOCA;
    return hop_stack_fits(limit, trap->sp, trap->bytes, is_small);
}

// r4-r11 are added when the task goes on, if it does so here.
static void store_registers(const struct trap *trap, struct hop_crash_record *record)
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

static void record(const struct trap *trap, enum hop_panic_reason reason,
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

static void record_overflow(const struct trap *trap)
{
    const char *text = trap->refused;
    if (trap->number == HOP_SVC_ALLOCA)
        record(trap, HOP_PANIC_ALLOCA, text != NULL ? text : "stack overflow by alloca");
    else
        record(trap, HOP_PANIC_STACK_OVERFLOW, text != NULL ? text : "stack overflow");
}

// Without a reason it is an overflow that was recorded when it was put off.
static void record_kill(const struct trap *trap)
{
    if (trap->self->kill_reason != NULL)
        record(trap, HOP_PANIC_KILLED, trap->self->kill_reason);
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
    self->kill_reason = NULL;
    self->lowered = true;
    self->limit = hop_stack_limit(self);
    hop_limit_write_in_trap(self->limit);
}

// Gives up what cleanups remain.
static void reclaim(struct trap *trap, const char *why)
{
    struct hop_runtime *self = trap->self;
    if (trap->masked || self->phase == HOP_PHASE_ENDING)
        hop_fatal(why, trap->frame->pc);
    if (self->panic.reclaimed == NULL) {
        self->panic.reclaimed = why;
        self->panic.reclaimed_at = trap->frame->pc & ~(uint32_t)1;
    }
    begin_dying(self);
    if (self->stacklet != NULL) // SP leaves it
        hop_limit_write_in_trap(0);
    trap->frame->r0 = (uint32_t)(uintptr_t)self;
    trap->frame->r1 = (uint32_t)hop_dying_reclaim_sp(self);
    continue_at(trap->frame, hop_dying_reclaim);
}

static void divert(struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    bool is_fault = trap->number == HOP_SVC_FAULT;
    uintptr_t entry_sp = hop_dying_entry_sp(self);
    uintptr_t sp = entry_sp != 0 ? entry_sp : trap->sp;
    if (sp < self->base + HOP_UNWIND_STATE_SIZE + hop_optional_switch_bytes() + HOP_ZONE_TRAP + ENTRY_ROOM) {
        reclaim(trap, "no stack left to unwind on");
        return;
    }
    // In a cleanup of an exception: it has no landing pad for those that were to follow in its function.
    self->panic.skipped = self->landed != NULL;
    begin_dying(self);
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

// True: the task goes on with more stack.
static bool let_grow(struct trap *trap, bool beyond_limit)
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
        .arguments = bytes_of_arguments(trap),
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
static bool lower(const struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    if (self->stacklet != NULL || self->lowered || !fits(trap, hop_limit_lowered(self)))
        return false;
    self->lowered = true;
    self->limit = hop_limit_lowered(self);
    return true;
}

// Lets the call happen, at the cost of a pending kill if it does not fit.
static void extend(struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    if (!fits(trap, self->limit)) {
        if (let_grow(trap, false))
            return;
        if (__hop_context.kill_pending == 0)
            record_overflow(trap);
        if (!lower(trap) && !let_grow(trap, true)) {
            reclaim(trap, "reserve exhausted");
            return;
        }
        __hop_context.kill_pending = 1;
    }
    // Inside a region this restores the true limit where POISON was found;
    // outside, a helper goes on with the limit poisoned.
    hop_limit_write_in_trap(self->limit);
}

static void on_panic_call(struct trap *trap)
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

// hop_fault_begin has recorded it. A deferral region does not keep the task from dying:
// it cannot go on.
static void on_fault(struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    trap->frame->pc = trap->frame->r12;
    if (trap->masked)
        hop_fatal("a fault with interrupts masked", trap->frame->pc);
    if (self->phase != HOP_PHASE_RUNNING)
        reclaim(trap, "fault in a cleanup");
    else if (hop_stack_end(self, trap->sp) == 0)
        reclaim(trap, "stack pointer outside of the stack");
    else
        divert(trap);
}

static void on_check(struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    bool is_protected = trap->masked || __hop_context.cleanup_depth != 0 ||
                        hop_runtime_protected();

    if (self->phase != HOP_PHASE_RUNNING) {
        if (!fits(trap, self->limit) && !let_grow(trap, true))
            reclaim(trap, "stack overflow in a cleanup");
    } else if (is_protected || trap->number == HOP_SVC_EXTEND) {
        extend(trap);
    } else if (__hop_context.kill_pending != 0) {
        record_kill(trap);
        divert(trap);
    } else if (fits(trap, self->limit)) {
        if (hop_stack_is_stressed())
            let_grow(trap, false);
    } else if (!let_grow(trap, false)) {
        record_overflow(trap);
        divert(trap);
    }
}

// Unchecked code took more than the trap zone. Nothing of the stack is known to
// be whole, so no cleanup runs.
static void on_floor(struct trap *trap)
{
    if (hop_runtime_protected())
        hop_fatal("stack overflow of unchecked code in a kernel section", 0);
    if (trap->self->phase == HOP_PHASE_RUNNING)
        record(trap, HOP_PANIC_STACK_OVERFLOW, "stack overflow of unchecked code");
    reclaim(trap, "the stack is lost");
}

// libhop's own, where the stack has parts.
static void on_move(struct trap *trap)
{
    struct hop_runtime *self = trap->self;
    if (self->growth == NULL)
        hop_fatal("a trap of a stack that does not grow", trap->frame->pc);
    trap->frame = self->growth->ops->move(self, trap->frame, trap->number, trap->exc_return);
    hop_limit_write_in_trap(self->limit);
}

static void go_on_in_body(struct hop_exception_frame *frame, uint32_t lr)
{
    frame->pc = frame->lr & ~(uint32_t)1;
    frame->lr = lr;
}

#if HOP_ARCH_HAVE_CALLED_FRAMES
enum { CALLED_WORDS = 7, CALLED_PUSHED = 8 };

// The frame moves up to where it would be without what the check has pushed. No FP registers
// are in it: there are none in Thumb-1 code.
static struct hop_exception_frame *pop_called(const struct hop_exception_frame *frame, uint32_t exc_return)
{
    struct hop_exception_frame popped = *frame;
    const uint32_t *pushed = (const uint32_t *)hop_exception_sp(frame, exc_return);
    uintptr_t sp = (uintptr_t)pushed + CALLED_PUSHED;
    go_on_in_body(&popped, pushed[1]);
    popped.r3 = pushed[0];
    popped.r12 = (frame->r12 & ~(uint32_t)CALLED_WORDS) / 4 | (frame->r12 & CALLED_WORDS) << 16;
    return hop_arch_frame_move(&popped, sp, exc_return);
}

// Of HOP_SVC_CALLED_FRAME, while it is looked at.
static void see_called(struct trap *trap)
{
    trap->sp += CALLED_PUSHED;
    trap->bytes = trap->frame->r12 & ~(uint32_t)CALLED_WORDS;
}
#else
static struct hop_exception_frame *pop_called(const struct hop_exception_frame *frame, uint32_t exc_return)
{
    (void)exc_return;
    hop_fatal("a trap of another instruction set", frame->pc);
}

static void see_called(struct trap *trap)
{
    (void)trap;
}
#endif

unsigned hop_trap_of_called(struct hop_exception_frame **frame, unsigned number, uint32_t exc_return)
{
    if (number == HOP_SVC_CALLED_FRAME) {
        *frame = pop_called(*frame, exc_return);
        return HOP_SVC_STACK_ARGUMENTS;
    }
    go_on_in_body(*frame, (*frame)->r3);
    return HOP_SVC_SMALL;
}

struct hop_exception_frame *hop_trap(struct hop_exception_frame *frame,
                                     unsigned number, uint32_t exc_return,
                                     const uint32_t *saved)
{
    bool is_masked = (number & HOP_TRAP_MASKED) != 0;
    number &= ~HOP_TRAP_MASKED;
    if (hop_trap_is_called(number))
        number = hop_trap_of_called(&frame, number, exc_return);
    struct trap trap = {
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
        trap.bytes = bytes_asked(&trap);
        on_check(&trap);
    }
    return trap.frame;
}

bool hop_trap_is_due(const struct hop_exception_frame *frame, unsigned number,
                     uint32_t exc_return)
{
    struct trap trap = {
        .self = hop_runtime_self(),
        .frame = (struct hop_exception_frame *)frame,
        .number = number,
        .sp = hop_exception_sp(frame, exc_return),
    };
    if (number <= HOP_SVC_PANIC && number != HOP_SVC_ALLOCA && !hop_trap_is_called(number))
        return true;
    // The end of a region traps whatever SP is.
    if (__hop_context.kill_pending != 0 && __hop_context.cleanup_depth == 0)
        return true;
    if (number == HOP_SVC_CALLED_FRAME)
        see_called(&trap);
    else
        trap.bytes = bytes_asked(&trap);
    // In a handler the live word is 0 while its trap is looked at.
    return !fits(&trap, hop_isr_is_active() ? trap.self->limit : __hop_context.limit);
}
