// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The unwinding of the current task, see dying.h for who calls what. Nothing
// here is checked, and nothing here calls the C library.
#include "panic/dying.h"

#include "arch/arm-m/frame.h"
#include "exception/exception.h"
#include "mem/owned.h"
#include "panic/context.h"
#include "panic/crash.h"
#include "panic/format.h"
#include "panic/isr.h"
#include "panic/optional.h"
#include "stack/stacklet.h"

// Programs without handlers that may fail have none.
#pragma weak hop_isr_end
#pragma weak hop_exceptions_release

_Static_assert(offsetof(struct hop_registers, core[HOP_CORE_SP]) == HOP_REGISTERS_SP,
               "unwind_entry.S");
_Static_assert(offsetof(struct hop_registers, core[HOP_CORE_LR]) == HOP_REGISTERS_LR,
               "unwind_entry.S");
_Static_assert(offsetof(struct hop_registers, core[HOP_CORE_PC]) == HOP_REGISTERS_PC,
               "unwind_entry.S");
_Static_assert(offsetof(struct hop_registers, vfp) == HOP_REGISTERS_D8,
               "unwind_entry.S");
_Static_assert(offsetof(struct hop_unwind_state, entry_sp) == HOP_UNWIND_ENTRY_SP,
               "unwind_entry.S");
_Static_assert(offsetof(struct hop_unwind_state, more_pads) == HOP_UNWIND_MORE_PADS,
               "unwind_entry.S");

// Under hop_optional_unwind_lock. test/libhop/target/unwind-stack.c measures its use,
// hardware exception frames of interrupts included.
uint64_t hop_unwind_stack[HOP_UNWIND_STACK_SIZE / sizeof(uint64_t)];

extern const uint8_t __exidx_start[], __exidx_end[];
extern const uint8_t __extab_start[], __extab_end[];

static struct hop_image image_of(const uint8_t *start, const uint8_t *end)
{
    return (struct hop_image){start, (uint32_t)(uintptr_t)start,
                              (uint32_t)(end - start)};
}

struct hop_unwind_tables hop_dying_tables(void)
{
    return (struct hop_unwind_tables){
        .exidx = image_of(__exidx_start, __exidx_end),
        .extab = image_of(__extab_start, __extab_end),
    };
}

uintptr_t hop_dying_entry_sp(const struct hop_runtime *self)
{
    if (self->stacklet == NULL || hop_stacklet_is_emergency(self, self->stacklet))
        return 0;
    uintptr_t sp = self->base + HOP_UNWIND_STATE_SIZE + HOP_ZONE_TRAP + HOP_KERNEL_DEPTH;
    uintptr_t object_sp = hop_stack_object_sp(self);
    return sp < object_sp ? sp : object_sp;
}

uintptr_t hop_dying_enter(struct hop_unwind_state *state)
{
    struct hop_runtime *self = hop_runtime_self();
    // The unwinder stack is not the task's: no check may fail on it.
    if (!hop_isr_is_active())
        hop_optional_unwind_lock();
    self->limit = 0;
    hop_limit_write_of(self, 0);
    // A handler cannot wait for that stack: it goes on below its own frames.
    if (hop_isr_is_active())
        return state->registers.core[HOP_CORE_SP] & ~(uintptr_t)7;
    return (uintptr_t)hop_unwind_stack + sizeof hop_unwind_stack;
}

void hop_dying_leave(struct hop_unwind_state *state)
{
    (void)state;
    struct hop_runtime *self = hop_runtime_self();
    self->limit = hop_stack_limit(self);
    hop_limit_write_of(self, self->limit);
    if (!hop_isr_is_active())
        hop_optional_unwind_unlock();
}

// The C++ library's: takes the exception that the ended cleanup was run for from
// its list, where forced unwinding is not. Programs without `throw` have neither.
extern void *__cxa_end_cleanup_impl(void) __attribute__((weak));

void *hop_dying_resumed(void)
{
    const struct hop_runtime *self = hop_runtime_self();
    if (self->landed == NULL)
        return (void *)(self->base + 1);
    return self->landed->unwinder.stop != NULL ? self->landed : __cxa_end_cleanup_impl();
}

// What hop_panic was called with, in words. Nothing that its caller has on the stack has been
// given up yet.
static void format_reason(const struct hop_unwind_state *state, struct hop_panic_info *info,
                          struct hop_crash_record *record)
{
    const uint32_t *scratch = state->interrupted.scratch;
    const char *format = info->format;
    bool has_arguments = false;
    for (const char *c = format; c != NULL && *c != '\0'; c++)
        has_arguments = has_arguments || *c == '%';
    if (!has_arguments)
        return; // it is the text, and not cut
    if (format[0] == '%' && format[1] == 's' && format[2] == '\0') {
        const char *text = (const char *)(uintptr_t)scratch[1];
        hop_crash_copy(record->reason, sizeof record->reason, text);
        info->text = text; // it is a text, and not cut: reading it has not faulted
        return;
    }
    const struct hop_runtime *self = hop_runtime_self();
    struct hop_arguments arguments = {
        .registers = &scratch[1],
        .registers_left = 3,
        .stack = (const uint32_t *)info->sp,
        .stack_end = (const uint32_t *)hop_stack_end(self, info->sp),
    };
    hop_format(record->reason, sizeof record->reason, format, &arguments);
    info->text = record->reason;
}

// Where a pointer is wild, reading it is a fault that comes back here: it has been replaced then.
static void read_text(const char *volatile *place)
{
    const char *text = *place;
    *place = "(not readable)";
    if (text != NULL)
        (void)*(const volatile char *)text;
    *place = text;
}

static void read_texts(struct hop_panic_info *info)
{
    read_text(&info->text);
    read_text(&info->format);
    read_text(&info->task);
}

// Before the first cleanup: if something goes wrong from here on, this is known.
static void begin_record(const struct hop_unwind_state *state, struct hop_runtime *self)
{
    const uint32_t *core = state->registers.core;
    struct hop_crash_record *record = hop_crash_slot(self->panic.sequence);
    if (record == NULL)
        return;
    read_texts(&self->panic);
    if (self->panic.reason == HOP_PANIC_CALLED)
        format_reason(state, &self->panic, record);
    // Not if it was recorded earlier, and the kill put off.
    if (record->core[13] == core[HOP_CORE_SP] && record->core[14] == core[HOP_CORE_LR]) {
        for (unsigned i = 0; i < 8; i++)
            record->core[4 + i] = core[i];
    }
    hop_crash_fill(record, self);
    hop_crash_seal(record, self->panic.sequence);
}

static void finish_record(struct hop_runtime *self)
{
    struct hop_crash_record *record = hop_crash_slot(self->panic.sequence);
    if (record == NULL)
        return;
    read_texts(&self->panic);
    hop_crash_fill(record, self);
    hop_crash_seal(record, self->panic.sequence);
}

static void release_mutexes(struct hop_runtime *self)
{
    unsigned mutexes = self->panic.mutexes + hop_optional_release(self);
    self->panic.mutexes = (uint8_t)(mutexes < UINT8_MAX ? mutexes : UINT8_MAX);
}

uintptr_t hop_dying_reclaim_sp(const struct hop_runtime *self)
{
    if (hop_isr_is_active())
        return self->top;
    return self->base + HOP_UNWIND_STATE_SIZE + hop_optional_switch_bytes() + HOP_ZONE_TRAP + HOP_KERNEL_DEPTH;
}

// Where there were stacklets, a limit is that of the stack object again.
uintptr_t hop_dying_give_up(struct hop_runtime *self)
{
    bool is_limited = self->stacklet != NULL && self->limit != 0;
    if (!hop_isr_is_active())
        release_mutexes(self);
    hop_stack_drop(self);
    if (is_limited) {
        self->limit = hop_stack_limit(self);
        hop_limit_write_of(self, self->limit);
    }
    self->reclaims = false;
    return self->top;
}

uint32_t hop_dying_find(struct hop_unwind_state *state)
{
    struct hop_runtime *self = hop_runtime_self();
    uint32_t landing_pad = 0;
    if (!state->landed)
        begin_record(state, self);
    enum hop_unwind_status status = hop_dying_search(state, self, &landing_pad);

    if (status != HOP_UNWIND_OK) {
        self->panic.reclaimed = hop_unwind_status_text(status);
        landing_pad = 0;
    }
    if (landing_pad != 0) {
        state->landed = true;
        state->more_pads = 0;
        self->panic.cleanups++;
    } else {
        state->registers.core[HOP_CORE_SP] = (uint32_t)hop_dying_give_up(self);
    }
    state->entry_sp = (uint32_t)hop_dying_entry_sp(self);
    return landing_pad;
}

static void release(struct hop_runtime *self)
{
    release_mutexes(self);
    if (hop_owned_release)
        hop_owned_release(self, &self->panic);
}

static HOP_NORETURN void leave(struct hop_runtime *self)
{
    self->phase = HOP_PHASE_QUIESCING;
    hop_optional_quiesce(self);
    hop_optional_release(self); // what the hooks have left, which may be in what they own
    hop_runtime_disown(self);
    hop_port_restart(self);
}

static void end_unwinding(struct hop_runtime *self)
{
    if (hop_exceptions_release)
        hop_exceptions_release();
    hop_crash_check_chain(&self->panic);
    self->phase = HOP_PHASE_REPORTING;
    if (!hop_isr_is_active())
        release(self);
}

// What a kill interrupts before the hook begins again.
static void tell_hook(struct hop_runtime *self)
{
    bool in_handler = hop_isr_is_active();
    self->panic.outcome = in_handler ? HOP_OUTCOME_HANDLER_LEFT : hop_optional_outcome(self);
    finish_record(self);
    self->phase = HOP_PHASE_HOOK;
    if (in_handler)
        return;
    hop_panic_hook(&self->panic);
    self->panic.text = self->panic.format; // the record may go to another panic
}

// Called again where a step has failed or has been given up: with what follows that.
void hop_dying_end(struct hop_runtime *self)
{
    if (self->phase < HOP_PHASE_REPORTING)
        end_unwinding(self);
    if (self->phase == HOP_PHASE_REPORTING)
        tell_hook(self);
    if (hop_isr_is_active())
        hop_isr_end();
    leave(self);
}
