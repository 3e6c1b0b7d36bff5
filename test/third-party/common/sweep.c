// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sweep.h"

#include <hop/hop.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

// What lies below the stack, and is not to be written to.
enum { GUARD = 512, FILL = 0xa5 };

// The largest stack, in bytes.
#ifndef SWEEP_STACK_MAX
#define SWEEP_STACK_MAX 32768
#endif

// Milliseconds; runs that have to be right, one after the other, before it is believed that all of the
// larger stacks are right.
enum { LONGEST_RUN = 60000, ENOUGH = 32 };

enum ending { UNFINISHED, RIGHT, WRONG, OVERFLOWN, UNCLEAN };

static _Alignas(8) unsigned char memory[GUARD + SWEEP_STACK_MAX];

// The run that is being made.
static struct {
    bool (*job)(void);
    enum ending ending;
    bool restarted;
} run;

static bool reported;

// The first report is printed, so that tests have one to look at.
void hop_panic_hook(const struct hop_panic_info *info)
{
    bool clean = info->reason == HOP_PANIC_STACK_OVERFLOW && info->reclaimed == NULL && info->cleanups > 0;
    run.ending = clean ? OVERFLOWN : UNCLEAN;
    if (!clean || !reported)
        hop_panic_report(info);
    reported = true;
}

static void entry(void *argument)
{
    (void)argument;
    if (run.ending != UNFINISHED)
        run.restarted = true;
    else
        run.ending = run.job() ? RIGHT : WRONG;
}

static size_t heap_in_use(void)
{
    struct hop_mem_stats stats;
    return hop_mem_stats(&stats) == HOP_OK ? stats.in_use : 0;
}

static bool guard_is_whole(const unsigned char *stack)
{
    for (const unsigned char *byte = stack - GUARD; byte < stack; byte++)
        if (*byte != FILL)
            return false;
    return true;
}

// NULL, or what is wrong.
static const char *run_on(size_t stack_size)
{
    static struct hop_task task;
    unsigned char *stack = memory + sizeof memory - stack_size;
    memset(memory, FILL, sizeof memory);
    run.ending = UNFINISHED;
    run.restarted = false;
    size_t in_use = heap_in_use();
    int error = hop_task_create(&task, &(struct hop_task_config){
        .name = "job", .entry = entry, .stack = stack, .stack_size = stack_size, .priority = HOP_PRIORITY_MAIN + 1});
    if (error)
        return "no task";
    if (hop_task_timed_join(&task, LONGEST_RUN) != HOP_OK)
        return "no end";
    if (run.ending != RIGHT && run.ending != OVERFLOWN)
        return run.ending == WRONG ? "a wrong result" : "no clean panic";
    if (run.ending == OVERFLOWN && !run.restarted)
        return "not restarted";
    if (heap_in_use() != in_use)
        return "memory is lost";
    return guard_is_whole(stack) ? NULL : "written below the stack";
}

bool sweep(const char *name, bool (*job)(void))
{
    unsigned overflows = 0, right_in_a_row = 0;
    size_t too_small = 0;
    run.job = job;
    // The C library keeps some of what it takes: "memory is lost" means nothing the first time.
    run_on(SWEEP_STACK_MAX);
    const char *wrong = run.ending == RIGHT ? NULL : "not right on the largest stack";
    for (size_t size = (HOP_STACK_MIN + 7) / 8 * 8; !wrong && right_in_a_row < ENOUGH; size += 8) {
        wrong = size > SWEEP_STACK_MAX ? "the largest stack is too small" : run_on(size);
        if (wrong)
            printf("on %u bytes: ", (unsigned)size);
        right_in_a_row = run.ending == RIGHT ? right_in_a_row + 1 : 0;
        if (run.ending == OVERFLOWN) {
            overflows++;
            too_small = size;
        }
    }
    if (wrong)
        printf("%s: %s\n", name, wrong);
    else
        printf("%s: %u overflows, the last on %u bytes\n", name, overflows, (unsigned)too_small);
    return !wrong;
}
