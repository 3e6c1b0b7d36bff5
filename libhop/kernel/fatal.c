// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fatal ends. Nothing here uses the C library or a lock: it may run in any
// handler, with any state broken. The limit is 0, so no check can trap.
#include "kernel/fatal.h"

#include "arch/arch.h"
#include "kernel/sched.h"
#include "libc/host.h"
#include "panic/context.h"

__attribute__((section(".noinit"))) struct hop_fatal_record hop_fatal_record;

static void put(const char *text)
{
    size_t length = 0;
    while (text[length])
        length++;
    hop_console_write(text, length);
}

static void put_hex(const char *label, uintptr_t value)
{
    char text[9] = {0};
    for (unsigned i = 0; i < 8; i++)
        text[i] = "0123456789abcdef"[value >> (28 - 4 * i) & 15];
    put(label);
    put(text);
}

static void put_decimal(unsigned value)
{
    char text[11] = {0};
    char *next = &text[10];
    do {
        *--next = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    put(next);
}

static void put_place(const struct hop_fatal_record *record)
{
    if (record->exception) {
        put(" in the handler of exception ");
        put_decimal(record->exception);
    } else if (!record->task) {
        put(" before the first task");
    }
    if (record->task) {
        put(record->exception ? ", task '" : " in task '");
        put(record->task);
        put("'");
    }
}

static void put_report(const struct hop_fatal_record *record)
{
    put("hop: fatal: ");
    put(record->reason);
    put_place(record);
    put_hex("\nhop:   at @0x", record->pc);
    if (record->lr)
        put_hex(" called from @0x", record->lr);
    if (record->sp)
        put_hex(" (sp 0x", record->sp), put(")");
    if (record->address)
        put_hex("\nhop:   address 0x", record->address);
    if (record->hard_status | record->status) {
        put_hex("\nhop:   cfsr 0x", record->status);
        put_hex(" hfsr 0x", record->hard_status);
        put_hex(" xpsr 0x", record->xpsr);
    }
    put("\nhop:   exit status ");
    put_decimal(HOP_EXIT_FATAL);
    put("\n");
}

// A fault inside the report would come back here: it ends at once.
static _Noreturn void end(const struct hop_fatal_record *record)
{
    static bool is_ending;
    if (!is_ending) {
        is_ending = true;
        hop_fatal_record = *record;
        put_report(record);
    }
    hop_console_exit(HOP_EXIT_FATAL);
}

static const char *running_task(void)
{
    return hop_sched.current ? hop_sched.current->runtime.name : NULL;
}

_Noreturn void hop_fatal(const char *reason, uintptr_t pc)
{
    __hop_context.limit = 0;
    end(&(struct hop_fatal_record){
        .magic = HOP_FATAL_MAGIC,
        .reason = reason,
        .task = running_task(),
        .exception = hop_arch_exception_number(),
        .pc = pc,
    });
}

_Noreturn void hop_fault_end(const struct hop_fault *fault)
{
    __hop_context.limit = 0;
    end(&(struct hop_fatal_record){
        .magic = HOP_FATAL_MAGIC,
        .reason = fault->what,
        .task = running_task(),
        .exception = fault->exception,
        .pc = fault->core[15],
        .lr = fault->core[14],
        .sp = fault->core[13],
        .address = fault->address,
        .xpsr = fault->xpsr,
        .status = fault->status,
        .hard_status = fault->hard_status,
    });
}

void hop_console_write(const char *text, size_t length)
{
    hop_host_write(hop_host_console(), text, length);
}

_Noreturn void hop_console_exit(int status)
{
    hop_host_exit(status);
    for (;;)
        hop_arch_wait();
}
