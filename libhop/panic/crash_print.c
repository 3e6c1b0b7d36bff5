// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/crash_print.h"

static void put_place(struct hop_text *text, const struct hop_crash_record *record)
{
    bool has_task = record->task[0] != '\0';
    hop_text_put(text, record->reason);
    if (record->exception != 0) {
        hop_text_put(text, " in the handler of exception ");
        hop_text_decimal(text, record->exception);
    } else if (!has_task) {
        hop_text_put(text, " before the first task");
    }
    if (has_task) {
        hop_text_put(text, record->exception != 0 ? ", task '" : " in task '");
        hop_text_put(text, record->task);
        hop_text_put(text, "'");
    }
    hop_text_end_line(text);
}

static void put_request(struct hop_text *text, const struct hop_crash_record *record)
{
    hop_text_put(text, "hop:   function ");
    hop_text_code(text, record->function);
    hop_text_put(text, " asked for ");
    hop_text_decimal(text, record->bytes_asked);
    hop_text_put(text, " bytes, ");
    hop_text_decimal(text, record->bytes_left);
    hop_text_put(text, " left");
    hop_text_end_line(text);
}

static void put_registers(struct hop_text *text, const struct hop_crash_record *record)
{
    hop_text_put(text, "hop:   at ");
    hop_text_code(text, record->core[15]);
    if (record->core[14] != 0) {
        hop_text_put(text, " called from ");
        hop_text_code(text, record->core[14]);
    }
    if (record->core[13] != 0) {
        hop_text_put(text, " (sp ");
        hop_text_address(text, record->core[13]);
        hop_text_put(text, ")");
    }
    hop_text_end_line(text);
}

static void put_fault(struct hop_text *text, const struct hop_crash_record *record)
{
    if (record->address != 0) {
        hop_text_put(text, "hop:   address ");
        hop_text_address(text, record->address);
        hop_text_end_line(text);
    }
    if ((record->status | record->hard_status) == 0)
        return;
    hop_text_put(text, "hop:   cfsr ");
    hop_text_address(text, record->status);
    hop_text_put(text, " hfsr ");
    hop_text_address(text, record->hard_status);
    hop_text_put(text, " xpsr ");
    hop_text_address(text, record->xpsr);
    hop_text_end_line(text);
}

void hop_crash_print(struct hop_text *text, const struct hop_crash_record *record)
{
    put_place(text, record);
    if (record->function != 0)
        put_request(text, record);
    else
        put_registers(text, record);
    put_fault(text, record);
    hop_text_chain(text, record->chain, record->chain_length);
}
