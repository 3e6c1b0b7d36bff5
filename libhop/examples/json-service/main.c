// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// json-service [--repeat ROUNDS] [--seed N] FILE...
// Serves each file and says what became of it, or all of them ROUNDS times and
// says how that went. Status 0 if nothing leaked and the LED never missed a
// period, whatever the documents were like.
#include "arena.h"
#include "blink.h"
#include "endurance.h"
#include "memory.h"
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    uint32_t rounds; // 0: one by one
    uint32_t seed;
    char **files;
    unsigned count;
};

static struct document documents[DOCUMENTS_MAX];

static int usage(void)
{
    fprintf(stderr, "usage: json-service [--repeat ROUNDS] [--seed N] FILE... "
                    "(1 to %d files)\n", DOCUMENTS_MAX);
    return 2;
}

static bool parse_options(int argc, char **argv, struct options *options)
{
    int i = 1;
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        uint32_t value = strtoul(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--repeat") == 0) {
            options->rounds = value;
        } else if (strcmp(argv[i], "--seed") == 0) {
            options->seed = value;
        } else {
            return false;
        }
    }
    options->files = argv + i;
    options->count = argc > i ? argc - i : 0;
    return options->count > 0 && options->count <= DOCUMENTS_MAX;
}

// newlib keeps the big numbers that strtod and printf needed for later use. After
// these most documents find all that they need, and memory in use stays the same.
static void settle(unsigned count)
{
    // [1e308,1e-400,999...,0.333...]
    static char numbers[1024] = "[1e308,1e-400,";
    char *end = numbers + strlen(numbers);
    end = (char *)memset(end, '9', 400) + 400;
    end = (char *)memcpy(end, ",0.", 3) + 3;
    end = (char *)memset(end, '3', 300) + 300;
    *end++ = ']';
    // printf holds one until its next call, so it comes first.
    char text[32];
    snprintf(text, sizeof(text), "%.17g", 1e300);
    struct service_result result;
    service_parse(numbers, end - numbers, &result);
    printf("%u documents, %u bytes of stack for the task that parses them\n",
           count, JSON_STACK_BYTES);
}

// A document that changes memory in use is served again: what newlib keeps is
// kept only once, a leak would repeat itself. Returns what was kept.
static size_t parse(const struct document *document,
                    struct service_result *result)
{
    service_parse(document->text, document->length, result);
    size_t kept = result->heap_after - result->heap_before;
    if (kept != 0) {
        service_parse(document->text, document->length, result);
    }
    return kept;
}

static bool serve_one(const struct document *document, size_t *kept)
{
    struct service_result result;
    *kept += parse(document, &result);
    report_document(document, &result);
    unsigned changed = blink_status().bytes_changed;
    if (changed != 0) {
        printf("      !! %u bytes of another task's memory were overwritten\n",
               changed);
    }
    fflush(stdout);
    // Time for the LED between two documents.
    hop_task_sleep(BLINK_PERIOD_MS);
    return result.heap_before == result.heap_after;
}

static bool serve_each(const struct options *options)
{
    bool unchanged = true;
    settle(options->count);
    size_t kept = 0;
    size_t before = arena_heap_in_use();
    for (unsigned i = 0; i < options->count; i++) {
        unchanged &= serve_one(&documents[i], &kept);
    }
    size_t after = arena_heap_in_use();
    printf("memory in use: %zu bytes at the start, %zu at the end", before,
           after);
    if (kept != 0) {
        printf(", of which newlib keeps %zu for longer numbers", kept);
    }
    printf("\n");
    return unchanged && after == before + kept;
}

static bool print_blink(void)
{
    struct blink_status blink = blink_status();
    printf("blink: %" PRIu32 " periods of %d ms, %" PRIu32
           " missed, off by at most %" PRIu32 " instructions, "
           "%u of %d bytes of its memory changed\n",
           blink.periods, BLINK_PERIOD_MS, blink.missed,
           report_instructions(blink.worst_cycles), blink.bytes_changed,
           BLINK_PATTERN_BYTES);
    return blink.missed == 0 && blink.bytes_changed == 0;
}

int main(int argc, char **argv)
{
    struct options options = {.seed = 1};
    if (!parse_options(argc, argv, &options)) {
        return usage();
    }
    for (unsigned i = 0; i < options.count; i++) {
        if (document_read(options.files[i], &documents[i]) != 0) {
            return 2;
        }
    }
    blink_start();
    service_start();
    bool kept = options.rounds == 0
                    ? serve_each(&options)
                    : endurance_run(documents, options.count, options.rounds,
                                    options.seed);
    printf("restarts of the JSON task: %" PRIu32 "\n", service_restarts());
    bool blinked = print_blink();
    printf("json-service: %s\n", kept && blinked ? "ok" : "FAILED");
    return kept && blinked ? 0 : 1;
}
