// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The default report.
#include "hop/panic.h"

#include "mem/owned.h"
#include "panic/text.h"

static void report_reason(struct hop_text *text, const struct hop_panic_info *info)
{
    hop_text_put(text, "hop: panic: ");
    hop_text_put(text, info->text != NULL ? info->text : "no reason given");
    hop_text_put(text, " in task '");
    hop_text_put(text, info->task != NULL ? info->task : "");
    hop_text_put(text, "'");
    hop_text_end_line(text);
}

static void report_request(struct hop_text *text, const struct hop_panic_info *info)
{
    if (info->function == 0)
        return;
    hop_text_put(text, "hop:   function ");
    hop_text_code(text, info->function);
    hop_text_put(text, " asked for ");
    hop_text_decimal(text, (uint32_t)info->bytes_asked);
    hop_text_put(text, " bytes, ");
    hop_text_decimal(text, (uint32_t)info->bytes_left);
    hop_text_put(text, " left (sp ");
    hop_text_address(text, info->sp);
    hop_text_put(text, ", limit ");
    hop_text_address(text, info->limit);
    hop_text_put(text, ")");
    hop_text_end_line(text);
}

static void report_fault(struct hop_text *text, const struct hop_panic_info *info)
{
    if (info->reason != HOP_PANIC_FAULT && info->fault_pc == 0)
        return;
    hop_text_put(text, "hop:   at ");
    hop_text_code(text, info->fault_pc);
    if (info->fault_address != 0) {
        hop_text_put(text, ", address ");
        hop_text_address(text, info->fault_address);
    }
    hop_text_end_line(text);
}

static void report_cleanups(struct hop_text *text, const struct hop_panic_info *info)
{
    if (info->reclaimed == NULL)
        return;
    hop_text_put(text, "hop:   cleanups given up");
    if (info->reclaimed_at != 0) {
        hop_text_put(text, " at ");
        hop_text_code(text, info->reclaimed_at);
    }
    hop_text_put(text, ": ");
    hop_text_put(text, info->reclaimed);
    hop_text_end_line(text);
}

static void report_skipped(struct hop_text *text, const struct hop_panic_info *info)
{
    if (!info->skipped)
        return;
    hop_text_put(text, "hop:   cleanups of the function at fault itself not run");
    hop_text_end_line(text);
}

static void report_released(struct hop_text *text, const struct hop_panic_info *info)
{
    if (info->mutexes == 0)
        return;
    hop_text_put(text, "hop:   released ");
    hop_text_decimal(text, info->mutexes);
    hop_text_put(text, info->mutexes == 1 ? " mutex" : " mutexes");
    hop_text_end_line(text);
}

static void report_outcome(struct hop_text *text, const struct hop_panic_info *info)
{
    switch (info->outcome) {
    case HOP_OUTCOME_RESTART:
        hop_text_put(text, "hop:   task restarted");
        break;
    case HOP_OUTCOME_STOP:
        hop_text_put(text, "hop:   task ended");
        break;
    case HOP_OUTCOME_ESCALATED:
        hop_text_put(text, "hop:   died too often, not restarted");
        break;
    case HOP_OUTCOME_HANDLER_LEFT:
        hop_text_put(text, "hop:   handler left");
        break;
    case HOP_OUTCOME_EXIT:
        hop_text_put(text, "hop:   exit status ");
        hop_text_decimal(text, HOP_EXIT_PANIC);
        break;
    }
    hop_text_end_line(text);
}

void hop_panic_report(const struct hop_panic_info *info)
{
    struct hop_text text;
    text.length = 0;
    report_reason(&text, info);
    report_request(&text, info);
    report_fault(&text, info);
    hop_text_chain(&text, info->chain, info->chain_length);
    report_skipped(&text, info);
    report_cleanups(&text, info);
    report_released(&text, info);
    if (hop_owned_report)
        hop_owned_report(&text, info);
    report_outcome(&text, info);
}
