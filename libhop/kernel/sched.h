// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scheduler's state, and how a kernel call protects itself.
#pragma once

#include "kernel/ready_queue.h"
#include "kernel/softlock.h"
#include "panic/context.h"

struct hop_sched {
    // Written by the switch exception, and once at boot.
    struct hop_task *current;
    // Tasks only; a task that raises it lowers it before another can run, so
    // that plain arithmetic is exact. While above 0 no switch happens.
    volatile uint8_t suspended;
    // A switch was due while suspended. Set by any context.
    volatile bool deferred;
    // Contexts inside an operation of kernel/nesting.h.
    volatile uint8_t depth;
    // The running task gives way to its equals at the next switch.
    bool yields;
    // Guards the ready queue, the sleep queue, wait queues, mutexes, and task states.
    struct hop_softlock lock;
    struct hop_ready_queue ready;
};

extern struct hop_sched hop_sched;

// Brackets of a kernel call: between them nothing else touches kernel state,
// and interrupts stay on. Ticks and signals that arrive meanwhile, and a switch that
// became due, take effect in hop_kernel_leave. Context: task, or boot.
void hop_kernel_enter(void);
void hop_kernel_leave(void);

// What hop_kernel_enter does once the scheduler is suspended.
static inline void hop_kernel_lock(void)
{
    bool taken = hop_softlock_try(&hop_sched.lock);
    hop_assert(taken, "soft-lock taken twice");
    (void)taken;
}

// Keeps the running task running, until as often resumed: what a task does before
// it takes a soft-lock, or changes what nesting.h guards. Context: any; what a handler
// does is undone when it ends.
static inline void hop_sched_suspend(void)
{
    hop_sched.suspended++;
    hop_softlock_fence();
}

// What became due while suspended: a switch, a kill.
void hop_sched_catch_up(void);

static inline void hop_sched_resume(void)
{
    hop_sched.suspended--;
    hop_softlock_fence();
    // A handler that runs here sees 0 and requests the switch itself.
    if (hop_sched.deferred || __hop_context.kill_pending)
        hop_sched_catch_up();
}

// Ends a context that misused a call: panic of a task, fatal in a handler and
// before the first task runs. `pc` is where, for the fatal report.
HOP_NORETURN void hop_kernel_misuse(const char *text, uintptr_t pc);

// Carries out what was recorded while the kernel lock was held. Its holder.
void hop_kernel_drain(void);

// The running task lets its equals run first. Not in a kernel call.
void hop_sched_yield(void);

// Panics, in words that name the call, unless the caller may block now.
void hop_kernel_check_blocking(const char *text);

// The following need the kernel lock.

// Puts a task that is in no queue at the end of its priority's ready list.
void hop_sched_ready(struct hop_task *task);

// Takes the running task out of the ready queue. It runs on until
// hop_kernel_leave, which returns when another context has made it ready.
void hop_sched_block(enum hop_task_state state);

// Changes the effective priority of a task that is ready. Lowered, the running
// task stays first of its new equals: it has not used up its turn.
void hop_sched_reprioritize(struct hop_task *task, uint8_t priority);
