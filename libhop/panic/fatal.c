// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fatal ends. Nothing here uses the C library or a lock: it may run in any
// handler, with any state broken. The limit is 0, so no check can trap.
#include "panic/fatal.h"

#include "arch/arch.h"
#include "libc/host.h"
#include "panic/context.h"
#include "panic/crash.h"
#include "panic/crash_print.h"
#include "panic/optional.h"

// HOP_FATAL_*, an address for a number. It is read through memory since a compiler takes an
// address for non-null.
extern char __hop_fatal_action[];
static char *const volatile action = __hop_fatal_action;

__attribute__((weak)) void hop_fatal_hook(const struct hop_crash_record *record)
{
    (void)record;
}

// In the switch exception it is anything, if the queue has been overwritten that it is of.
static const struct hop_runtime *current_task(const struct hop_fault *fault)
{
    return hop_arch_is_switch(fault->exception) ? NULL : hop_port_self();
}

static const char *name_of(const struct hop_runtime *task)
{
    if (task == NULL)
        return NULL;
    return hop_runtime_is_whole(task) ? task->name : "(overwritten)";
}

static void fill(struct hop_crash_record *record, const struct hop_fault *fault)
{
    const struct hop_runtime *task = current_task(fault);
    hop_crash_store_fault(record, fault);
    record->kind = HOP_CRASH_FATAL;
    record->outcome = HOP_OUTCOME_EXIT;
    record->time = hop_optional_milliseconds();
    record->generation = task ? hop_optional_generation(task) : 0;
    hop_crash_copy(record->task, sizeof record->task, name_of(task));
    hop_crash_copy(record->reason, sizeof record->reason, fault->what);
}

static void report(const struct hop_crash_record *record)
{
    struct hop_text text;
    text.length = 0;
    hop_text_put(&text, "hop: fatal: ");
    hop_crash_print(&text, record);
    if ((uintptr_t)action == HOP_FATAL_EXIT) {
        hop_text_put(&text, "hop:   exit status ");
        hop_text_decimal(&text, HOP_EXIT_FATAL);
    } else {
        hop_text_put(&text, (uintptr_t)action == HOP_FATAL_HALT ? "hop:   halted" : "hop:   reset");
    }
    hop_text_end_line(&text);
}

// The one place where a firmware ends that cannot go on.
static _Noreturn void end(void)
{
    if ((uintptr_t)action == HOP_FATAL_EXIT)
        hop_host_exit(HOP_EXIT_FATAL);
    if ((uintptr_t)action != HOP_FATAL_HALT)
        hop_arch_reset();
    for (;;)
        hop_arch_wait();
}

bool hop_fatal_is_ending;

// A fault or a panic in the hook or in the report comes back here, as there is no task any
// more that could die of it (hop_runtime_of_task), and only ends.
_Noreturn void hop_fault_end(const struct hop_fault *fault)
{
    hop_context()->limit = 0;
    hop_port_suspend();
    hop_arch_main_floor(0); // the report may need more than what is left
    if (!hop_fatal_is_ending) {
        hop_fatal_is_ending = true;
        uint32_t sequence = hop_crash_claim(0);
        struct hop_crash_record *record = hop_crash_place(sequence);
        fill(record, fault);
        hop_crash_seal(record, sequence);
        hop_fatal_hook(record);
        report(record);
    }
    end();
}

_Noreturn void hop_fatal(const char *reason, uintptr_t pc)
{
    hop_fault_end(&(struct hop_fault){
        .what = reason,
        .exception = hop_arch_exception_number(),
        .core[15] = (uint32_t)pc,
    });
}

void hop_console_put(const char *text, size_t length)
{
    hop_host_write(hop_host_console(), text, length);
}

_Noreturn void hop_console_exit(int status)
{
    hop_host_exit(status);
    for (;;)
        hop_arch_wait();
}
