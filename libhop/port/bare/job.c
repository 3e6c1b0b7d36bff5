// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Jobs, and the runtime's view of them (hop/port.h). There is one stack. Each job that runs has the part
// below the call that began it, with the same lowest address: the zones and the reserve at its end
// are there once, and only one job can be dying, the innermost one.
#include "hop_job.h"

#include "main_job.h"

#include <hop/fatal.h>
#include <hop/mark.h>
#include <hop/port.h>

#include <stdlib.h>

static struct hop_job main_job = {.name = "main"};

// The innermost one that runs, NULL: before main.
static struct hop_job *volatile current;

// How often the heap or the like has asked for protection.
static volatile uint8_t suspended;

// ---- The five functions

struct hop_runtime *hop_port_self(void)
{
    return current != NULL ? &current->runtime : NULL;
}

bool hop_port_protected(void)
{
    return suspended != 0;
}

void hop_port_suspend(void)
{
    suspended++;
}

void hop_port_resume(void)
{
    suspended--;
    hop_kill_deliver();
}

HOP_NORETURN void hop_port_restart(struct hop_runtime *runtime)
{
    struct hop_job *job = (struct hop_job *)runtime;
    suspended = 0;
    if (job == &main_job)
        exit(HOP_EXIT_PANIC);
    longjmp(job->back, 1);
}

enum hop_panic_outcome hop_port_outcome(const struct hop_runtime *runtime)
{
    return runtime == &main_job.runtime ? HOP_OUTCOME_EXIT : HOP_OUTCOME_STOP;
}

uint32_t hop_port_generation(const struct hop_runtime *runtime)
{
    return ((const struct hop_job *)runtime)->panics;
}

// ---- Jobs

static bool is_running(const struct hop_job *job)
{
    const struct hop_job *running = current;
    while (running != NULL && running != job)
        running = running->outer;
    return running != NULL;
}

// The panic record stays as it is.
static void prepare(struct hop_job *job, uintptr_t base, uintptr_t top)
{
    bool panicked = job->runtime.panicked;
    hop_runtime_init(&job->runtime, (void *)base, top - base, job->name);
    job->runtime.panicked = panicked;
}

// Thread mode is the switching context here: nothing else switches, and a handler leaves
// the context words as it finds them.
static void change_to(struct hop_job *job, struct hop_job *from)
{
    current = job;
    hop_runtime_switch(&from->runtime, &job->runtime);
}

// All jobs share what newlib keeps for conversions. One that goes on, since its digits are written by what has run the job,
// holds its stream's lock.
static void recover_conversions(const struct hop_job *outer)
{
    if (hop_conversions_recover && outer->runtime.cleanup_depth == 0)
        hop_conversions_recover();
}

HOP_CHECKED int hop_job_run(struct hop_job *job, void (*function)(void *), void *argument)
{
    struct hop_job *outer = current;
    if (hop_runtime_in_handler() || outer == NULL || outer->runtime.phase != HOP_PHASE_RUNNING)
        return HOP_CONTEXT;
    if (is_running(job))
        return HOP_BUSY;
    job->outer = outer;
    prepare(job, outer->runtime.base, outer->runtime.top);
    if (setjmp(job->back) == 0) {
        change_to(job, outer);
        hop_runtime_call(&job->runtime, function, argument);
        change_to(outer, job);
        return HOP_OK;
    }
    job->panics++;
    change_to(job->outer, job);
    recover_conversions(job->outer);
    return HOP_KILLED;
}

const struct hop_panic_info *hop_job_panic(struct hop_job *job)
{
    return hop_runtime_panic(&job->runtime);
}

HOP_CHECKED void hop_job_kill(const char *reason)
{
    struct hop_job *job = current;
    if (job == NULL || job == &main_job)
        return;
    hop_runtime_kill(&job->runtime, reason);
    hop_kill_deliver();
}

HOP_NORETURN void hop_main_job_begin(void (*entry)(void *), void (*end)(void))
{
    uintptr_t base = (uintptr_t)__hop_main_task_stack;
    prepare(&main_job, base, (uintptr_t)__hop_main_task_stack_end);
    current = &main_job;
    hop_runtime_run(&main_job.runtime, entry, NULL, end);
}
