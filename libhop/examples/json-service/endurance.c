// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A round before the first one settles what newlib keeps: strtod caches its big
// numbers, stdio its buffers.
#include "endurance.h"

#include "arena.h"
#include "report.h"

#include <inttypes.h>
#include <stdio.h>

static struct {
    struct service_result expected[DOCUMENTS_MAX];
    uint32_t served;
    uint32_t by_outcome[SERVICE_PANICKED + 1];
    uint32_t changed; // ended in another way than the first time
    uint32_t leaked;  // changed memory in use
    uint32_t restart_cycles_max;
} tally;

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13; // xorshift32, Marsaglia 2003
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void shuffle(uint8_t *order, unsigned count, uint32_t *random)
{
    for (unsigned i = count; i > 1; i--) {
        unsigned j = next_random(random) % i;
        uint8_t other = order[j];
        order[j] = order[i - 1];
        order[i - 1] = other;
    }
}

static bool same_end(const struct service_result *a,
                     const struct service_result *b)
{
    return a->outcome == b->outcome && a->error_offset == b->error_offset &&
           a->summary.values == b->summary.values &&
           a->panic.function == b->panic.function &&
           a->panic.cleanups == b->panic.cleanups;
}

static void count(const struct service_result *result,
                  const struct service_result *expected)
{
    tally.served++;
    tally.by_outcome[result->outcome]++;
    tally.changed += !same_end(result, expected);
    tally.leaked += result->heap_before != result->heap_after;
    if (result->restart_cycles > tally.restart_cycles_max) {
        tally.restart_cycles_max = result->restart_cycles;
    }
}

static void run_round(const struct document *documents, const uint8_t *order,
                      unsigned documents_count)
{
    for (unsigned i = 0; i < documents_count; i++) {
        const struct document *document = &documents[order[i]];
        struct service_result result;
        service_parse(document->text, document->length, &result);
        count(&result, &tally.expected[order[i]]);
    }
}

static bool print_tally(uint32_t rounds, size_t before, size_t after)
{
    printf("%" PRIu32 " documents in %" PRIu32 " rounds: %" PRIu32
           " parsed, %" PRIu32 " refused, %" PRIu32 " panics\n",
           tally.served, rounds, tally.by_outcome[SERVICE_PARSED],
           tally.by_outcome[SERVICE_INVALID] +
               tally.by_outcome[SERVICE_TOO_LARGE],
           tally.by_outcome[SERVICE_PANICKED]);
    printf("ended in another way than the first time: %" PRIu32
           "; changed memory in use: %" PRIu32 "\n",
           tally.changed, tally.leaked);
    printf("longest restart: %" PRIu32 " instructions\n",
           report_instructions(tally.restart_cycles_max));
    printf("memory in use: %zu bytes at the start, %zu at the end\n", before,
           after);
    return tally.changed == 0 && tally.leaked == 0 && before == after;
}

bool endurance_run(const struct document *documents, unsigned documents_count,
                   uint32_t rounds, uint32_t seed)
{
    uint8_t order[DOCUMENTS_MAX];
    for (unsigned i = 0; i < documents_count; i++) {
        order[i] = (uint8_t)i;
        service_parse(documents[i].text, documents[i].length,
                      &tally.expected[i]);
    }
    uint32_t random = seed != 0 ? seed : 1; // xorshift stays at 0 for ever
    size_t before = arena_heap_in_use();
    for (uint32_t round = 0; round < rounds; round++) {
        shuffle(order, documents_count, &random);
        run_round(documents, order, documents_count);
    }
    return print_tally(rounds, before, arena_heap_in_use());
}
