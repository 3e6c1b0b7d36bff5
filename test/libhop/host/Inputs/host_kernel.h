// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel on this machine: kernel/sched.c and what stands on it, with tasks that
// really wait. A task has a stack of its own; the switch exception of the model runs when
// no handler does. Where all tasks wait, handlers that have not run yet do.
#pragma once

#include "interleaving.h"

#include "board/board.h"
#include "kernel/sched.h"
#include "kernel/task.h"
#include "libc/reent.h"
#include "panic/isr.h"

#include <ucontext.h>

enum { TASKS_MAX = 2 };

static struct host_task {
    struct hop_task task;
    ucontext_t context;
    void (*entry)(void);
    _Alignas(16) char stack[32768];
} tasks[TASKS_MAX];

static struct hop_task idle;
static ucontext_t idle_context;
static bool switching, switch_due;
static void (*all_wait)(void); // what happens then

volatile struct hop_context __hop_context;
struct hop_task *hop_task_first;
struct _reent *_impure_ptr = &(struct _reent){0};

// ---- What the kernel calls

void hop_kill_deliver(void)
{
}

// Nobody is killed.
void hop_kill_end_wait(struct hop_task *task)
{
    (void)task;
}

// Nobody dies.
bool hop_unwinder_is_taken_by(const struct hop_task *task)
{
    (void)task;
    return false;
}

void hop_runtime_park(struct hop_runtime *runtime)
{
    (void)runtime;
}

void hop_runtime_end(struct hop_runtime *runtime)
{
    (void)runtime;
}

void hop_limit_write(uintptr_t limit)
{
    (void)limit;
}

bool hop_isr_is_running(uint32_t exception)
{
    (void)exception;
    return false;
}

uint32_t hop_board_cycles(void)
{
    return 0;
}

uint32_t hop_board_cycles_hz(void)
{
    return 1;
}

_Noreturn void hop_fatal(const char *reason, uintptr_t pc)
{
    (void)pc;
    end(reason);
}

_Noreturn void hop_panic(const char *format, ...)
{
    end(format);
}

// ---- Switches

static ucontext_t *context_of(struct hop_task *task)
{
    return task == &idle ? &idle_context : &((struct host_task *)task)->context;
}

// The switch exception: handlers interrupt it, and may ask for another one.
static void switch_tasks(void)
{
    struct hop_task *from = hop_sched.current;
    switching = true;
    do {
        switch_due = false;
        hop_sched_switch();
    } while (switch_due);
    switching = false;
    struct hop_task *to = hop_sched.current;
    if (to != from)
        swapcontext(context_of(from), context_of(to));
}

void host_switch_request(void)
{
    switch_due = true;
    if (handler_depth == 0 && !switching)
        switch_tasks();
}

static void catch_up(void)
{
    if (switch_due && !switching)
        switch_tasks();
}

// ---- A run

static void task_body(void)
{
    struct hop_task *self = hop_sched.current;
    ((struct host_task *)self)->entry();
    hop_kernel_enter();
    hop_sched_block(HOP_TASK_ENDED);
    hop_kernel_leave();
    end("an ended task ran");
}

static void make_ready(struct host_task *host, void (*entry)(void), uint8_t priority)
{
    host->task = (struct hop_task){.priority = priority, .base_priority = priority,
                                   .next_task = hop_task_first};
    hop_task_first = &host->task;
    host->entry = entry;
    getcontext(&host->context);
    host->context.uc_stack.ss_sp = host->stack;
    host->context.uc_stack.ss_size = sizeof host->stack;
    makecontext(&host->context, task_body, 0);
    hop_sched_ready(&host->task);
}

static void check_kernel_at_rest(void)
{
    if (hop_sched.lock.held || hop_sched.lock.pending || hop_sched.suspended || hop_sched.depth ||
        hop_sched.deferred || hop_sched.current != &idle)
        end("the lock, the scheduler or the depth is not as before");
    if (hop_ready_queue_first(&hop_sched.ready) != &idle)
        end("a task is ready and does not run");
}

// Runs the tasks, tasks[0] at the highest priority, and `handlers` handlers, until all have
// ended, or wait for ever.
static void run_tasks(unsigned count, void (*const entries[])(void))
{
    hop_task_first = NULL;
    hop_sched = (struct hop_sched){.suspended = 1};
    idle = (struct hop_task){0};
    switch_due = false;
    last_handler_ended = catch_up;
    hop_sched_ready(&idle);
    hop_sched.current = &idle;
    for (unsigned i = 0; i < count; i++)
        make_ready(&tasks[i], entries[i], (uint8_t)(HOP_PRIORITY_MAX - i));
    interleaving = true;
    hop_sched_resume();
    for (unsigned n = 1; n <= handlers; n++)
        if (!places[n].has_run)
            interrupt(n);
    if (all_wait)
        all_wait();
    interleaving = false;
    check_kernel_at_rest();
}

static bool has_ended(unsigned number)
{
    return tasks[number].task.state == HOP_TASK_ENDED;
}
