// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail: exit, and the end of one that did.
#include "panic/isr.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "panic/context.h"
#include "panic/crash.h"
#include "panic/fatal.h"
#include "panic/main_guard.h"

// With what isr_run.S pushes.
_Static_assert(HOP_ISR_SIZE + 24 == 280 && HOP_ISR_KEPT_FREE <= 1424, "hop/isr.h says so");
_Static_assert(sizeof(struct hop_isr) <= HOP_ISR_SIZE &&
                   offsetof(struct hop_isr, name) == HOP_ISR_ENTRY_SIZE &&
                   offsetof(struct hop_isr, stack) == HOP_CONTEXT_STACK &&
                   offsetof(struct hop_isr, outer) == 16 &&
                   offsetof(struct hop_isr, own_limit) == 20 &&
                   offsetof(struct hop_isr, inside) == 28 &&
                   offsetof(struct hop_isrs, limit) == 4, "isr_run.S");
_Static_assert(offsetof(struct hop_isr, exception) == HOP_ISR_EXCEPTION,
               "isr_run.S, kill_point.S");

static struct {
    struct hop_panic_info info;
    unsigned exception; // 0: none so far
} last;

// Each that is filled has its unwind state at the bottom of the main stack, above those of
// the handlers that it interrupted, which may be unwinding.
static uintptr_t base_of(const struct hop_isr *isr)
{
    return hop_limit_is_off() ? HOP_ISR_BOTTOM + isr->own_limit : isr->own_limit - HOP_ISR_KEPT_FREE;
}

// A plain handler that interrupts this may come here for the same one: it stores the same.
void hop_isr_fill(struct hop_isr *isr)
{
    struct hop_runtime *runtime = &isr->runtime;
    runtime->base = base_of(isr);
    runtime->top = (uintptr_t)isr;
    runtime->name = "a handler";
    runtime->seal = hop_runtime_seal(runtime);
    runtime->panicked = false;
    runtime->growth = NULL;
    runtime->stacklet = NULL;
    hop_runtime_renew(runtime, hop_limit_lowered(runtime) + HOP_ISR_RESERVE);
    hop_isrs.limit = isr->own_limit + HOP_UNWIND_STATE_SIZE;
    isr->is_filled = true;
}

enum { FIRST_IRQ = 16 };

// "IRQ 27", or "EXC 15", which is the tick. No printf: the stack is somebody else's.
static void write_name(char *name, uint32_t exception)
{
    bool is_irq = exception >= FIRST_IRQ;
    uint32_t number = is_irq ? exception - FIRST_IRQ : exception;
    hop_crash_copy(name, sizeof "IRQ ", is_irq ? "IRQ " : "EXC ");
    name += sizeof "IRQ " - 1;
    for (uint32_t unit = 100; unit > 0; unit /= 10) {
        if (number >= unit || unit == 1)
            *name++ = (char)('0' + number / unit % 10);
    }
    *name = '\0';
}

void hop_isr_leave(const struct hop_isr *isr)
{
    hop_isrs.limit = isr->own_limit;
    hop_isrs.innermost = isr->outer;
    hop_context()->stack = isr->stack;
    hop_context()->cleanup_depth = isr->cleanup_depth;
    hop_context()->kill_pending = isr->kill_pending;
    hop_context()->limit = isr->limit;
    hop_main_guard_check();
}

__attribute__((weak)) HOP_CHECKED bool hop_isr_panic_hook(unsigned exception,
                                              const struct hop_panic_info *info)
{
    (void)exception;
    hop_panic_report(info);
    return false;
}

const struct hop_panic_info *hop_isr_panic_record(unsigned *exception)
{
    *exception = last.exception;
    hop_crash_check_chain(&last.info);
    return last.exception != 0 ? &last.info : NULL;
}

HOP_NORETURN void hop_isr_end(void)
{
    struct hop_isr *isr = hop_isr_innermost();
    struct hop_panic_info *info = &isr->runtime.panic;

    if (info->reclaimed != NULL || isr->runtime.phase == HOP_PHASE_ENDING)
        hop_fatal(info->reclaimed, info->reclaimed_at);
    isr->runtime.phase = HOP_PHASE_ENDING;
    write_name(isr->name, isr->exception);
    info->task = isr->name;
    last.info = *info;
    last.info.task = "a handler";
    last.info.text = info->format;
    last.exception = isr->exception;
    if (!hop_isr_panic_hook(isr->exception, info) && isr->exception >= FIRST_IRQ)
        hop_arch_irq_disable(isr->exception - FIRST_IRQ);
    hop_isr_abandon((const struct hop_unwind_state *)isr->runtime.base);
}
