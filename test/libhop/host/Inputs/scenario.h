// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What tasks and handlers do in one search, as lists of calls.
#pragma once

#include "history.h"
#include "host_kernel.h"

enum { OPERATIONS_MAX = 6, SAMPLES = 30000 };

typedef void operation(void);

struct scenario {
    const char *name;
    operation *set_up, *check;
    operation *task[TASKS_MAX][OPERATIONS_MAX];
    operation *handler[CONTEXTS_MAX - 1][OPERATIONS_MAX];
    bool tick_first; // the first handler is the tick exception
};

static const struct scenario *scenario;

static void operate(operation *const list[])
{
    for (unsigned i = 0; i < OPERATIONS_MAX && list[i]; i++)
        list[i]();
}

static void handler(unsigned number)
{
    operate(scenario->handler[number - 1]);
}

static void first_task(void)
{
    operate(scenario->task[0]);
}

static void second_task(void)
{
    operate(scenario->task[1]);
}

// The tick has the priority of the switch, and interrupts no handler.
static bool tick_may_interrupt(unsigned number)
{
    return number != 1 || !scenario->tick_first || !switching;
}

static void tick_till_all_have_ended(void)
{
    if (scenario->tick_first)
        for (unsigned i = 0; i < 4; i++)
            interrupt(1);
}

static void run(void)
{
    history_clear();
    scenario->set_up();
    run_tasks(scenario->task[1][0] ? 2 : 1, (operation *const[]){first_task, second_task});
    scenario->check();
}

static void search(const struct scenario *what)
{
    unsigned long before = runs;
    scenario = what;
    all_wait = tick_till_all_have_ended;
    may_interrupt = tick_may_interrupt;
    run_every_interleaving(run);
    if (what->handler[2][0])
        run_samples_of_three(run, SAMPLES);
    printf("%s: %lu runs\n", what->name, runs - before);
}

static void no_task_waits(void)
{
    for (unsigned i = 0; i < TASKS_MAX && scenario->task[i][0]; i++)
        if (!has_ended(i))
            end("a wake-up is lost");
}
