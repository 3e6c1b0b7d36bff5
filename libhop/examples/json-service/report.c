// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One line for a document that was parsed or refused, a paragraph for a panic.
// hop-run puts function and line behind each address written @0x.
#include "report.h"

#include <inttypes.h>
#include <stdio.h>

enum { CHAIN_SHOWN = 3 };

// -icount shift=7: an instruction takes 128 ns, which is 3.2 counts at 25 MHz.
uint32_t report_instructions(uint32_t cycles)
{
    return (uint32_t)((uint64_t)cycles * 1000000000 / 128 /
                      hop_time_cycles_hz());
}

static void report_parsed(const struct summary *summary)
{
    printf("parsed: %s, %u values, depth %u, %u strings, %u numbers",
           summary->type, summary->values, summary->depth, summary->strings,
           summary->numbers);
    if (summary->numbers != 0) {
        printf(" (sum %.10g)", summary->sum);
    }
    printf("\n");
}

static void report_refused(const struct document *document, const char *why,
                           size_t offset)
{
    struct position at = document_position(document, offset);
    printf("error: %s at byte %zu (line %u, column %u)\n", why, offset, at.line,
           at.column);
}

static void report_chain(const struct hop_panic_info *panic)
{
    for (unsigned i = 0; i < CHAIN_SHOWN && i < panic->chain_length; i++) {
        printf("      %s @0x%08" PRIxPTR "\n", i == 0 ? "called from" : "       from",
               panic->chain[i]);
    }
    if (panic->chain_length > CHAIN_SHOWN) {
        printf("       and %" PRIu32 " calls more\n",
               panic->chain_length - CHAIN_SHOWN);
    }
}

static void report_panic(const struct service_result *result)
{
    const struct hop_panic_info *panic = &result->panic;
    printf("PANIC: %s in task '%s'\n", panic->text, panic->task);
    printf("      function    @0x%08" PRIxPTR "\n", panic->function);
    printf("      asked for %zu bytes of stack, %zu were left: the call did not happen\n",
           panic->bytes_asked, panic->bytes_left);
    report_chain(panic);
    printf("      cleanups run: %" PRIu32 "; memory in use: %zu bytes before, %zu after%s\n",
           panic->cleanups, result->heap_before, result->heap_after,
           result->heap_before == result->heap_after ? " (nothing leaked)"
                                                     : " (LEAKED)");
    printf("      task restarted %" PRIu32 " instructions after the trap\n",
           report_instructions(result->restart_cycles));
    if (panic->reclaimed != NULL) {
        printf("      cleanups given up: %s @0x%08" PRIxPTR "\n",
               panic->reclaimed, panic->reclaimed_at);
    }
}

void report_document(const struct document *document,
                     const struct service_result *result)
{
    printf("%s (%zu bytes): ", document->name, document->length);
    switch (result->outcome) {
    case SERVICE_PARSED:
        report_parsed(&result->summary);
        break;
    case SERVICE_INVALID:
        report_refused(document, "not valid JSON", result->error_offset);
        break;
    case SERVICE_TOO_LARGE:
        report_refused(document, "needs more than the memory for one document,",
                       result->error_offset);
        break;
    case SERVICE_PANICKED:
        report_panic(result);
        break;
    }
}
