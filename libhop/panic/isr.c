// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail: entry, exit, and the end of one that did.
#include "panic/isr.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "panic/context.h"

_Static_assert(HOP_ISR_SIZE + 8 == 248 &&
                   HOP_UNWIND_STATE_SIZE + HOP_ZONE_SMALL + HOP_ZONE_LEAF + HOP_ZONE_TRAP +
                           HOP_ISR_RESERVE <= 1424, "hop/isr.h says so");
_Static_assert(sizeof(struct hop_isr) <= HOP_ISR_SIZE, "isr_entry.S makes room for it");
_Static_assert(offsetof(struct hop_isr, exception) == HOP_ISR_EXCEPTION,
               "kill_point.S");

struct hop_isr *volatile hop_isr_current;

static struct {
    struct hop_panic_info info;
    unsigned exception; // 0: none so far
} last;

struct hop_runtime *hop_runtime_self(void)
{
    struct hop_isr *isr = hop_isr_current;
    return isr != NULL ? &isr->runtime : hop_port_self();
}

bool hop_isr_is_running(uint32_t exception)
{
    const struct hop_isr *isr = hop_isr_current;
    return isr != NULL && isr->exception == exception;
}

bool hop_runtime_protected(void)
{
    const struct hop_isr *isr = hop_isr_current;
    return hop_port_protected() && (isr == NULL || !isr->found_protected);
}

bool hop_runtime_is_start(uintptr_t pc)
{
    return (pc & ~(uintptr_t)1) == ((uintptr_t)hop_isr_returned & ~(uintptr_t)1) ||
           hop_port_is_task_start(pc);
}

// "IRQ 27". No printf: the stack is somebody else's.
static void write_name(char *name, uint32_t exception)
{
    uint32_t irq = exception - 16;
    *name++ = 'I', *name++ = 'R', *name++ = 'Q', *name++ = ' ';
    for (uint32_t unit = 100; unit > 0; unit /= 10) {
        if (irq >= unit || unit == 1)
            *name++ = (char)('0' + irq / unit % 10);
    }
    *name = '\0';
}

// Each has its unwind state at the bottom of the main stack, above those of the
// handlers that it interrupted, which may be unwinding.
static uintptr_t state_place(const struct hop_isr *isr)
{
    const struct hop_isr *outer = isr->outer;
    return outer != NULL ? outer->runtime.base + HOP_UNWIND_STATE_SIZE
                         : hop_limit_poison();
}

void hop_isr_enter(struct hop_isr *isr)
{
    isr->outer = hop_isr_current;
    isr->exception = hop_arch_exception_number();
    isr->found_protected = hop_port_protected();
    isr->limit = __hop_context.limit;
    isr->cleanup_depth = __hop_context.cleanup_depth;
    isr->kill_pending = __hop_context.kill_pending;

    struct hop_runtime *runtime = &isr->runtime;
    runtime->base = state_place(isr);
    runtime->top = (uintptr_t)isr;
    runtime->name = "a handler";
    runtime->panicked = false;
    runtime->growth = NULL;
    runtime->stacklet = NULL;
    hop_runtime_renew(runtime, hop_limit_lowered(runtime) + HOP_ISR_RESERVE);

    hop_isr_current = isr;
    __hop_context.cleanup_depth = 0;
    __hop_context.kill_pending = 0;
    hop_limit_write(runtime->limit);
}

// The limit of what was interrupted is written anew: a kill may have come.
void hop_isr_leave(struct hop_isr *isr)
{
    __hop_context.cleanup_depth = isr->cleanup_depth;
    __hop_context.kill_pending = isr->kill_pending;
    hop_isr_current = isr->outer;
    const struct hop_runtime *interrupted = hop_runtime_self();
    hop_limit_write(interrupted != NULL ? interrupted->limit : isr->limit);
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
    return last.exception != 0 ? &last.info : NULL;
}

HOP_NORETURN void hop_isr_end(void)
{
    struct hop_isr *isr = hop_isr_current;
    struct hop_panic_info *info = &isr->runtime.panic;

    if (info->reclaimed != NULL || isr->runtime.phase == HOP_PHASE_ENDING)
        hop_port_fatal(info->reclaimed, info->reclaimed_at);
    isr->runtime.phase = HOP_PHASE_ENDING;
    write_name(isr->name, isr->exception);
    info->task = isr->name;
    last.info = *info;
    last.info.task = "a handler";
    last.info.text = info->format;
    last.exception = isr->exception;
    if (!hop_isr_panic_hook(isr->exception, info))
        hop_arch_irq_disable(isr->exception - 16);
    hop_isr_abandon((const struct hop_unwind_state *)isr->runtime.base);
}
