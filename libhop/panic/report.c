// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The default report. Every code address is printed as @0x........, the form
// that hop-run puts names to.
#include "hop/panic.h"

#include "hop/port.h"

// Text gathers here, so that the console is called once for most lines.
struct writer {
    char text[96];
    size_t length;
};

static void flush(struct writer *writer)
{
    hop_port_console_write(writer->text, writer->length);
    writer->length = 0;
}

static void put_char(struct writer *writer, char c)
{
    if (writer->length == sizeof writer->text)
        flush(writer);
    writer->text[writer->length++] = c;
}

static void put(struct writer *writer, const char *text)
{
    while (*text != '\0')
        put_char(writer, *text++);
}

static void put_decimal(struct writer *writer, uint32_t number)
{
    if (number >= 10)
        put_decimal(writer, number / 10);
    put_char(writer, (char)('0' + number % 10));
}

static void put_address(struct writer *writer, uintptr_t address)
{
    put(writer, "0x");
    for (int shift = 28; shift >= 0; shift -= 4)
        put_char(writer, "0123456789abcdef"[(uint32_t)address >> shift & 0xf]);
}

static void put_code(struct writer *writer, uintptr_t address)
{
    put_char(writer, '@');
    put_address(writer, address);
}

static void end_line(struct writer *writer)
{
    put_char(writer, '\n');
    flush(writer);
}

static void report_reason(struct writer *writer, const struct hop_panic_info *info)
{
    put(writer, "hop: panic: ");
    put(writer, info->text != NULL ? info->text : "no reason given");
    put(writer, " in task '");
    put(writer, info->task != NULL ? info->task : "");
    put(writer, "'");
    end_line(writer);
}

static void report_request(struct writer *writer, const struct hop_panic_info *info)
{
    if (info->function == 0)
        return;
    put(writer, "hop:   function ");
    put_code(writer, info->function);
    put(writer, " asked for ");
    put_decimal(writer, (uint32_t)info->bytes_asked);
    put(writer, " bytes, ");
    put_decimal(writer, (uint32_t)info->bytes_left);
    put(writer, " left (sp ");
    put_address(writer, info->sp);
    put(writer, ", limit ");
    put_address(writer, info->limit);
    put(writer, ")");
    end_line(writer);
}

static void report_fault(struct writer *writer, const struct hop_panic_info *info)
{
    if (info->reason != HOP_PANIC_FAULT)
        return;
    put(writer, "hop:   at ");
    put_code(writer, info->fault_pc);
    if (info->fault_address != 0) {
        put(writer, ", address ");
        put_address(writer, info->fault_address);
    }
    end_line(writer);
}

static void report_chain(struct writer *writer, const struct hop_panic_info *info)
{
    uint32_t kept = info->chain_length;
    if (kept == 0)
        return;
    if (kept > HOP_PANIC_CHAIN)
        kept = HOP_PANIC_CHAIN;
    put(writer, "hop:   called from");
    for (uint32_t i = 0; i < kept; i++) {
        if (i == HOP_PANIC_CHAIN_INNER && info->chain_length > HOP_PANIC_CHAIN) {
            put(writer, " (+");
            put_decimal(writer, info->chain_length - HOP_PANIC_CHAIN);
            put(writer, " more)");
        }
        put_char(writer, ' ');
        put_code(writer, info->chain[i]);
    }
    end_line(writer);
}

static void report_cleanups(struct writer *writer, const struct hop_panic_info *info)
{
    if (info->reclaimed == NULL)
        return;
    put(writer, "hop:   cleanups given up");
    if (info->reclaimed_at != 0) {
        put(writer, " at ");
        put_code(writer, info->reclaimed_at);
    }
    put(writer, ": ");
    put(writer, info->reclaimed);
    end_line(writer);
}

static void report_skipped(struct writer *writer, const struct hop_panic_info *info)
{
    if (!info->skipped)
        return;
    put(writer, "hop:   cleanups of the function at fault itself not run");
    end_line(writer);
}

static void report_outcome(struct writer *writer, const struct hop_panic_info *info)
{
    switch (info->outcome) {
    case HOP_OUTCOME_RESTART:
        put(writer, "hop:   task restarted");
        break;
    case HOP_OUTCOME_STOP:
        put(writer, "hop:   task ended");
        break;
    case HOP_OUTCOME_HANDLER_LEFT:
        put(writer, "hop:   handler left");
        break;
    case HOP_OUTCOME_EXIT:
        put(writer, "hop:   exit status ");
        put_decimal(writer, HOP_EXIT_PANIC);
        break;
    }
    end_line(writer);
}

void hop_panic_report(const struct hop_panic_info *info)
{
    struct writer writer;
    writer.length = 0;
    report_reason(&writer, info);
    report_request(&writer, info);
    report_fault(&writer, info);
    report_chain(&writer, info);
    report_skipped(&writer, info);
    report_cleanups(&writer, info);
    report_outcome(&writer, info);
}
