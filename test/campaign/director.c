// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds: in each one thing goes wrong; then everything is as it was before, and everybody was in time.
// Arguments: --seed N, --count N, --trace (a line for each round), --may-fault FROM TO (addresses).
#include "campaign.h"

#include "../Inputs/heap_in_use.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEADLINE = 40 }; // ticks of a round

static const char *const kind_names[KINDS] = {"panic", "overflow", "no memory", "kill", "kill later", "fault"};

static struct {
    uint32_t injected[KINDS], died[KINDS];
    uint32_t unexpected, reclaimed, skipped, freed, late, leaked, hung, wrong;
} count;

static bool is_traced;

// Of the last panic of a worker. The dying task writes, the director reads between rounds.
static struct {
    volatile unsigned deaths;
    volatile bool is_cause, is_reclaimed, is_skipped;
    volatile unsigned freed; // blocks that it owned
} last;

void hop_panic_hook(const struct hop_panic_info *info)
{
    last.is_cause = injection_is_cause(info) && !info->blocks_damaged;
    last.is_reclaimed = info->reclaimed != NULL;
    last.is_skipped = info->skipped;
    last.freed = info->blocks;
    if (!last.is_cause || is_traced)
        hop_panic_report(info);
    last.deaths++;
}

// ---- Somebody with a deadline of a millisecond, which no death may delay.

static volatile uint32_t pulse_late;

static void beat(void *unused)
{
    (void)unused;
    uint32_t wake = hop_time_ticks();
    for (;;) {
        hop_task_sleep_until(&wake, 1);
        if (hop_time_ticks() != wake)
            pulse_late++;
    }
}

static void pulse_start(void)
{
    static struct hop_task task;
    static _Alignas(8) unsigned char stack[2048];
    hop_task_create(&task, &(struct hop_task_config){.name = "pulse", .entry = beat, .stack = stack,
        .stack_size = sizeof stack, .priority = 30});
}

// ---- A round.

static uint32_t round_number;

// False: it hangs.
static bool run_round(void)
{
    uint32_t begin = hop_time_ticks();
    workers_begin_round(++round_number);
    while (!workers_are_done()) {
        if (hop_time_ticks() - begin > 20 * DEADLINE)
            return false;
        hop_task_yield();
    }
    return true;
}

static void fail(const char *what, const struct injection *injection)
{
    printf("round %u: %s: %s of the %s after %u\n", (unsigned)round_number, what, kind_names[injection->kind],
           worker_names[injection->victim], (unsigned)injection->after);
}

static void check_deadlines(const struct injection *injection, uint32_t begin)
{
    for (unsigned i = 0; i < WORKERS; i++)
        if (worker_finished((enum worker)i) - begin > DEADLINE) {
            count.late++;
            fail("a task was late", injection);
        }
    if (pulse_late)
        fail("the pulse was late", injection);
    count.late += pulse_late;
    pulse_late = 0;
}

static void check_memory(const struct injection *injection, size_t before)
{
    size_t after = heap_in_use();
    if (after == before)
        return;
    count.leaked++;
    fail("memory was lost", injection);
}

static void count_death(const struct injection *injection)
{
    if (!last.deaths)
        return;
    count.died[injection->kind]++;
    count.reclaimed += last.is_reclaimed;
    count.skipped += last.is_skipped;
    count.freed += last.freed;
    if (last.is_cause && last.deaths == 1)
        return;
    count.unexpected++;
    fail("another panic than that", injection);
}

// False: it hangs.
static bool inject(const struct injection *injection)
{
    size_t before = heap_in_use();
    uint32_t begin = hop_time_ticks();
    last.deaths = 0;
    last.is_reclaimed = last.is_skipped = false;
    injection_arm(injection);
    if (!run_round())
        return false;
    count.injected[injection->kind] += injection_disarm();
    count_death(injection);
    check_deadlines(injection, begin);
    check_memory(injection, before);
    const char *complaint = workers_complaint();
    if (complaint) {
        count.wrong++;
        fail(complaint, injection);
    }
    return true;
}

static uint32_t calls[WORKERS];
static uint32_t counts; // of the timer, in a round

static void measure(void)
{
    uint32_t begin = hop_time_cycles();
    calls_count();
    run_round();
    counts = hop_time_cycles() - begin;
    for (unsigned i = 0; i < WORKERS; i++)
        calls[i] = calls_of((enum worker)i);
}

static struct injection choose(void)
{
    struct injection injection = {.kind = random_next() % KINDS_HERE, .victim = random_next() % WORKERS};
    // Some rounds have more calls than the one that was measured.
    uint32_t limit = injection.kind > INJECT_KILL ? counts : calls[injection.victim] * 5 / 4 + 1;
    injection.after = random_next() % limit + (injection.kind > INJECT_KILL);
    return injection;
}

static uint32_t injections(void)
{
    uint32_t sum = 0;
    for (unsigned kind = 0; kind < KINDS; kind++)
        sum += count.injected[kind];
    return sum;
}

static void report(void)
{
    for (unsigned kind = 0; kind < KINDS_HERE; kind++) {
        printf("%-10s %6u injected, %6u deaths", kind_names[kind], (unsigned)count.injected[kind],
               (unsigned)count.died[kind]);
        if (kind <= INJECT_KILL)
            printf(", at %u of %u places", places_injected((enum kind)kind), places_seen());
        printf("\n");
    }
    printf("cleanups passed over by a fault %u, given up %u: %u blocks freed by ownership\n",
           (unsigned)count.skipped, (unsigned)count.reclaimed, (unsigned)count.freed);
    printf("%u injections: %u hangs, %u leaks, %u late, %u wrong, %u unexpected panics\n", (unsigned)injections(),
           (unsigned)count.hung, (unsigned)count.leaked, (unsigned)count.late, (unsigned)count.wrong,
           (unsigned)count.unexpected);
}

static uint32_t argument(char **arguments, const char *name, uint32_t otherwise)
{
    for (; *arguments; arguments++)
        if (!strcmp(*arguments, name) && arguments[1])
            return (uint32_t)strtoul(arguments[1], NULL, 0);
    return otherwise;
}

static void add_fault_ranges(char **arguments)
{
    for (; *arguments; arguments++)
        if (!strcmp(*arguments, "--may-fault") && arguments[1] && arguments[2])
            fault_range_add(strtoul(arguments[1], NULL, 16), strtoul(arguments[2], NULL, 16));
}

int main(int argc, char **arguments)
{
    (void)argc;
    uint32_t wanted = argument(arguments, "--count", 1000);
    is_traced = argument(arguments, "--trace", 0);
    random_seed(argument(arguments, "--seed", 1));
    add_fault_ranges(arguments);
    pulse_start();
    injection_start();
    workers_create();
    run_round(); // the C library has allocated what it keeps
    measure();
    while (injections() < wanted && !count.hung) {
        struct injection injection = choose();
        if (is_traced)
            fail("begins", &injection);
        if (!inject(&injection)) {
            count.hung++;
            fail("hangs", &injection);
        }
    }
    report();
    return count.hung + count.leaked + count.late + count.wrong + count.unexpected ? 1 : 0;
}
