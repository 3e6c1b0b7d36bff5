// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers at every access to memory. What is compiled with INTERLEAVED (the flags
// -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores) calls back before each
// one, and there a handler runs, to its end, as on a processor.
//
// Contexts: 0 is what no handler is, the tasks; n is handler n. A handler has a place:
// the context that it interrupts, and before which of its accesses.
#pragma once

#include "arch_inline.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONTEXTS_MAX = 4 };
#define NEVER ULONG_MAX

unsigned handler_depth;

// The test defines what handler `number` does.
static void handler(unsigned number);

static struct {
    unsigned inside;
    unsigned long at;
    bool has_run;
    bool in_place; // it has run there, not later
} places[CONTEXTS_MAX];

static unsigned handlers; // in this run
static bool interleaving; // handlers may interrupt now
static unsigned running;  // context
static unsigned long accesses[CONTEXTS_MAX];
static unsigned long runs;

// What a processor does besides: NULL, or a test sets them.
static bool (*may_interrupt)(unsigned number);
static void (*last_handler_ended)(void);

static _Noreturn void end(const char *text)
{
    printf("fatal: %s\n", text);
    for (unsigned n = 1; n <= handlers; n++)
        printf("  handler %u in context %u at access %lu%s\n", n, places[n].inside, places[n].at,
               places[n].in_place ? "" : places[n].has_run ? ", ran later" : ", did not run");
    exit(1);
}

static void interrupt(unsigned number)
{
    unsigned below = running;
    places[number].has_run = true;
    running = number;
    handler_depth++;
    handler(number);
    handler_depth--;
    running = below;
    if (handler_depth == 0 && last_handler_ended)
        last_handler_ended();
}

static void access(void)
{
    if (!interleaving)
        return;
    unsigned long at = ++accesses[running];
    for (unsigned n = 1; n <= handlers; n++) {
        if (places[n].has_run || places[n].inside != running || at < places[n].at ||
            (may_interrupt && !may_interrupt(n)))
            continue;
        places[n].in_place = true;
        interrupt(n);
    }
}

#define CALLBACK(kind) void __sanitizer_cov_##kind(void *address);                 \
    void __sanitizer_cov_##kind(void *address) { (void)address; access(); }
CALLBACK(load1) CALLBACK(load2) CALLBACK(load4) CALLBACK(load8) CALLBACK(load16)
CALLBACK(store1) CALLBACK(store2) CALLBACK(store4) CALLBACK(store8) CALLBACK(store16)
void __sanitizer_cov_trace_pc_guard(uint32_t *guard) { (void)guard; }
void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
    (void)start, (void)stop;
}

static void put_handler(unsigned number, unsigned inside, unsigned long at)
{
    places[number].inside = inside;
    places[number].at = at;
}

// One run with `count` handlers, put where they are to run.
static void run_once(void (*run)(void), unsigned count)
{
    handlers = count;
    for (unsigned n = 0; n < CONTEXTS_MAX; n++) {
        places[n].has_run = places[n].in_place = false;
        accesses[n] = 0;
    }
    run();
    runs++;
}

// The first handler at every access of the task; the second at every access inside
// the first, and at every later one of the task, and not at all.
static void run_every_interleaving(void (*run)(void))
{
    for (unsigned long first = 1;; first++) {
        put_handler(1, 0, first);
        put_handler(2, 0, NEVER);
        run_once(run, 2);
        if (!places[1].in_place)
            return;
        for (unsigned inside = 0; inside <= 1; inside++) {
            unsigned long second = inside ? 1 : first;
            do {
                put_handler(2, inside, second++);
                run_once(run, 2);
            } while (places[2].in_place);
        }
    }
}

static unsigned long random_below(unsigned long bound)
{
    static uint64_t seed = 1;
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned long)(seed % bound);
}

// `samples` runs of three handlers, each at a random access of any context below it. The
// numbers are the same each time.
static void run_samples_of_three(void (*run)(void), unsigned samples)
{
    unsigned long most[CONTEXTS_MAX] = {1, 1, 1, 1};
    while (samples-- > 0) {
        for (unsigned n = 1; n <= 3; n++) {
            unsigned inside = (unsigned)random_below(n);
            put_handler(n, inside, 1 + random_below(most[inside]));
        }
        run_once(run, 3);
        for (unsigned n = 0; n <= 3; n++)
            if (accesses[n] > most[n])
                most[n] = accesses[n];
    }
}
