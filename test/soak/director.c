// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds of random operations. The director is more urgent than all others: now and then it looks at the kernel, and
// suspends, kills, creates. At the end of a round all come to rest, and everything is counted.
// Arguments: --seed N, --count N (rounds), --trace 1 (a line for each round, and every panic report).
#include "soak.h"

#include "../Inputs/heap_in_use.h"
#include "../kernel/Inputs/sound.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TURNS = 30, WORKER_STACK = 2400, GROWING_STACK = 960, CHILD_STACK = 2000, PATIENCE = 2000, PERIOD = 3 };

static struct {
    uint32_t rounds, steps, deaths, suspensions, children, wrong;
} count;
static bool is_traced;

static void fail(const char *what)
{
    count.wrong++;
    printf("round %u: %s\n", (unsigned)count.rounds, what);
}

static void fail_if_complained(void)
{
    const char *what = ledger_complaint();
    if (what)
        fail(what);
}

// ---- Deaths: those that were meant to be.

static bool is_meant(const struct hop_panic_info *info)
{
    if (info->reason == HOP_PANIC_STACK_OVERFLOW)
        return true;
    return (info->reason == HOP_PANIC_CALLED || info->reason == HOP_PANIC_KILLED) && !strcmp(info->text, "soak");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    count.deaths++;
    if (is_traced || !is_meant(info))
        hop_panic_report(info);
    if (!is_meant(info))
        complain("a panic that nobody meant");
    unsigned number = (unsigned)(uintptr_t)hop_task_self()->argument;
    if (info->reclaimed && !was_killed_now[number])
        complain("cleanups were given up");
    was_killed_now[number] = false;
}

// ---- Timers: their callbacks are counted, and give.

static volatile uint32_t calls[TIMERS];

static void call_back(void *number)
{
    calls[(uintptr_t)number]++;
    give(SERVICE, (unsigned)(uintptr_t)number);
}

static void start_service(void)
{
    static struct hop_task service;
    static _Alignas(8) unsigned char stack[1600];
    for (unsigned i = 0; i < TIMERS; i++)
        hop_timer_init(&timers[i], &(struct hop_timer_config){
            .callback = call_back, .argument = (void *)(uintptr_t)i, .delay = PERIOD, .period = PERIOD * i});
    hop_task_create(&service, &(struct hop_task_config){.name = "service", .entry = hop_timer_service, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 5});
}

// With nobody else about: one call of the first, and one for each period of the second; then none.
static void check_timers(void)
{
    uint32_t before[TIMERS] = {calls[0], calls[1]};
    for (unsigned i = 0; i < TIMERS; i++)
        hop_timer_start(&timers[i]);
    hop_task_sleep(4 * PERIOD + 1);
    for (unsigned i = 0; i < TIMERS; i++)
        hop_timer_stop(&timers[i]);
    hop_task_sleep(2 * PERIOD);
    if (calls[0] - before[0] != 1 || calls[1] - before[1] != 4)
        fail("a timer called too often, or too seldom");
}

// ---- What the director does in a round.

static void look(void)
{
    handlers_end(); // nothing moves
    unsigned unsound_rules = unsound_lists();
    handlers_begin();
    if (unsound_rules)
        fail("the kernel's lists are not sound");
    fail_if_complained();
}

static uint32_t all_moves(void)
{
    uint32_t sum = 0;
    for (unsigned i = 0; i < CONTEXTS; i++)
        sum += moves[i];
    return sum;
}

// Unless somebody resumes or kills it meanwhile it makes no step.
static void suspend_one(unsigned number)
{
    uint32_t moves_before = all_moves();
    if (hop_task_suspend(actor(number)) != HOP_OK)
        return;
    uint32_t steps_before = steps[number];
    count.suspensions++;
    hop_task_sleep(1 + random_below(DIRECTOR, 3));
    if (all_moves() == moves_before && steps[number] != steps_before)
        fail("a suspended task ran");
    if (random_below(DIRECTOR, 2))
        actor_resume(DIRECTOR, number);
}

static void reap_child(unsigned slot)
{
    if (!children[slot] || hop_task_timed_join(children[slot], 0) != HOP_OK)
        return;
    hop_task_reap(children[slot]);
    children[slot] = NULL;
}

static void spawn_child(unsigned slot)
{
    reap_child(slot);
    if (children[slot])
        return;
    count.children++;
    int result = hop_task_spawn(&children[slot], &(struct hop_task_config){.name = "child", .entry = work_a_bit,
        .argument = (void *)(uintptr_t)(WORKERS + slot), .stack_size = CHILD_STACK, .restart = HOP_RESTART_NEVER,
        .priority = HOP_PRIORITY_MAIN - 3 + random_below(DIRECTOR, 6)});
    if (result != HOP_OK)
        fail("a child was not born");
}

static void intervene(void)
{
    unsigned number = random_below(DIRECTOR, ACTORS);
    if (!actor(number))
        return spawn_child(number - WORKERS);
    switch (random_below(DIRECTOR, 6)) {
    case 0:
        return actor_kill(DIRECTOR, number);
    case 1:
    case 2:
        return suspend_one(number);
    case 3:
        return actor_resume(DIRECTOR, number);
    case 4:
        hop_time_slice(random_below(DIRECTOR, 3));
        return;
    default:
        return spawn_child(random_below(DIRECTOR, CHILDREN));
    }
}

// ---- The end of a round.

static bool all_rest(void)
{
    bool all = true;
    for (unsigned i = 0; i < WORKERS; i++) {
        actor_resume(DIRECTOR, i);
        all = all && worker_is_parked(i);
    }
    for (unsigned i = 0; i < CHILDREN; i++) {
        if (children[i])
            actor_resume(DIRECTOR, WORKERS + i);
        reap_child(i);
        all = all && !children[i];
    }
    return all;
}

// False: somebody hangs.
static bool come_to_rest(void)
{
    is_stopping = true;
    handlers_end();
    for (unsigned i = 0; i < TIMERS; i++)
        hop_timer_stop(&timers[i]);
    for (unsigned patience = PATIENCE; !all_rest(); patience--) {
        if (patience == 0)
            return false;
        hop_task_sleep(1);
    }
    hop_task_sleep(5); // who was killed while it rested is through with that
    return true;
}

static bool run_round(void)
{
    size_t before = heap_in_use();
    is_stopping = false;
    handlers_begin();
    for (unsigned turn = 0; turn < TURNS; turn++) {
        hop_task_sleep(1 + random_below(DIRECTOR, 2));
        intervene();
        look();
    }
    if (!come_to_rest())
        return false;
    check_timers();
    ledger_check_quiet();
    if (heap_in_use() != before)
        fail("memory was lost");
    look();
    handlers_end();
    return true;
}

// The stack of every third one grows.
static void create_workers(void)
{
    static _Alignas(8) unsigned char stacks[WORKERS][WORKER_STACK];
    for (unsigned i = 0; i < WORKERS; i++) {
        bool grows = i % 3 == 0;
        hop_task_create(&workers[i], &(struct hop_task_config){.name = "worker", .entry = work,
            .argument = (void *)(uintptr_t)i, .stack = stacks[i], .stack_size = grows ? GROWING_STACK : WORKER_STACK,
            .growth = grows ? &hop_growth : NULL, .stack_limit = 2 * WORKER_STACK,
            .priority = HOP_PRIORITY_MAIN - 3 + i});
    }
}

static uint32_t argument(char **arguments, const char *name, uint32_t otherwise)
{
    for (; *arguments; arguments++)
        if (!strcmp(*arguments, name) && arguments[1])
            return (uint32_t)strtoul(arguments[1], NULL, 0);
    return otherwise;
}

static void seed_all(uint32_t seed)
{
    for (unsigned i = 0; i < CONTEXTS; i++) {
        random_state[i] = (seed * CONTEXTS + i + 1) * 2654435761u;
        random_state[i] += random_state[i] == 0;
    }
}

int main(int argc, char **arguments)
{
    (void)argc;
    uint32_t wanted = argument(arguments, "--count", 20);
    is_traced = argument(arguments, "--trace", 0);
    uint32_t seed = argument(arguments, "--seed", 1);
    seed_all(seed);
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAX);
    hop_tickless_set(seed % 2 ? 2 : 0);
    ledger_begin();
    start_service();
    is_stopping = true;
    create_workers();
    hop_task_sleep(2); // they come to rest: now each has as much stack as then
    printf("seed %u\n", (unsigned)seed); // the stream has its memory
    bool hangs = false;
    for (; count.rounds < wanted && !hangs; count.rounds++) {
        if (is_traced)
            printf("round %u\n", (unsigned)count.rounds);
        hangs = !run_round();
        fail_if_complained();
    }
    if (hangs)
        fail("a task hangs");
    for (unsigned i = 0; i < ACTORS; i++)
        count.steps += steps[i];
    printf("%u rounds, %u steps, %u deaths, %u suspensions, %u children, %u looks: %u wrong\n", (unsigned)count.rounds,
           (unsigned)count.steps, (unsigned)count.deaths, (unsigned)count.suspensions, (unsigned)count.children,
           (unsigned)looks, (unsigned)count.wrong);
    return count.wrong ? 1 : 0;
}
