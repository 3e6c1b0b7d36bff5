// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scheduler's state, and how a kernel call protects itself.
#pragma once

#include "kernel/ready_queue.h"
#include "kernel/softlock.h"
#include "kernel/words.h"
#include "panic/context.h"

// Less frequent requests to the switch exception. The later one stands.
enum hop_sched_request {
    HOP_SCHED_NONE,
    // A handler has resumed a task: hop_sched.resumed says so, whatever stands here.
    HOP_SCHED_RESUMES,
    // The turn of the running task is over: if it is ready, it gives way to its equals.
    HOP_SCHED_TURN_OVER,
    // The running task has ended, or waits on a stack that grows: the stack gives back
    // what it can.
    HOP_SCHED_LEAVES,
};

// Who is told of switches.
enum {
    HOP_OBSERVES_LOAD = 1, // hop_load_switch
    // hop_tickless_end, and of ticks hop_tickless_tick. Changed by the idle task and by the kernel's exceptions while that
    // is the running one; so no other change comes in between.
    HOP_OBSERVES_TICK = 2,
};

struct hop_sched {
    // The first two are hop_port_inside.
    // Contexts inside an operation of kernel/nesting.h, or handlers in the heap.
    volatile uint8_t depth;
    // Guards the ready queue, the sleep queue, wait queues, mutexes, and task states.
    struct hop_softlock lock;
    // A switch was due while suspended. Set by any context.
    volatile uint8_t deferred;
    // Written by the switch exception, and once at boot.
    struct hop_task *current;
    union {
        struct {
            // Tasks only; a task that raises it lowers it before another can run, so
            // that plain arithmetic is exact. While above 0 no switch happens.
            volatile uint8_t suspended;
            volatile uint8_t observers; // HOP_OBSERVES_...
            // The running task, which is ready, gives way to its equals at the next
            // switch.
            volatile bool yields;
            volatile uint8_t other; // enum hop_sched_request
        };
        // All of them, for the switch exception.
        volatile uint32_t requests;
    };
    struct hop_ready_queue ready;
    // Of `suspended`, what the running task has raised by hop_preemption_suspend.
    uint8_t by_task;
    // hop_suspension_settle is due. Set by handlers, cleared by the switch exception.
    volatile bool resumed;
};

extern struct hop_sched hop_sched;

// Brackets of a kernel call: between them nothing else touches kernel state,
// and interrupts stay on. Ticks and signals that arrive meanwhile, and a switch that
// became due, take effect in hop_kernel_leave. Context: task, or boot; see
// hop_kernel_check_task.
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

// A switch became due while suspended.
void hop_sched_catch_up(void);

// What became due, where the scheduler may go on.
static inline void hop_sched_look(void)
{
    hop_softlock_fence();
    // A handler that runs here sees 0 and requests the switch itself.
    if (hop_sched.deferred)
        hop_sched_catch_up();
    if (hop_context()->kill_pending)
        hop_kill_deliver();
}

static inline void hop_sched_resume(void)
{
    hop_sched.suspended--;
    hop_sched_look();
}

// The same for a task that is known not to have suspended it.
static inline void hop_sched_suspend_first(void)
{
    hop_sched.suspended = 1;
    hop_softlock_fence();
}

static inline void hop_sched_resume_last(void)
{
    hop_sched.suspended = 0;
    hop_sched_look();
}

// For calls of any context: in a handler no switch happens anyway. Returns what
// hop_sched_resume_any is to be called with.
static inline bool hop_sched_suspend_any(void)
{
    if (hop_arch_in_handler())
        return false;
    hop_sched_suspend();
    return true;
}

static inline void hop_sched_resume_any(bool suspended)
{
    if (suspended)
        hop_sched_resume();
}

// Carries out what was recorded while the kernel lock was held. Its holder.
void hop_kernel_drain(struct hop_softlock *lock);

// Handlers that find the scheduler suspended leave the switch to the task that
// suspended it: it looks at `deferred` after it has lowered `suspended`.
static inline void hop_sched_request_switch(void)
{
    if (hop_sched.suspended)
        hop_sched.deferred = 1;
    else
        hop_arch_switch_request();
}

// The running task lets its equals run first. Context: task, not in a kernel call.
static inline void hop_sched_yield(void)
{
    hop_sched.yields = true;
    hop_arch_switch_request();
}

// The same as soon as it may be. Context: any.
void hop_sched_end_turn(void);

// Ends a context that may not make a call: a handler, by a panic if it may fail (hop/isr.h), or
// one that keeps the scheduler suspended, as the code before the first task does. `text`
// names the call.
HOP_NORETURN void hop_kernel_refuse(const char *text);

// Panics in a handler that may fail (hop/isr.h); in another handler that is fatal.
static inline void hop_kernel_check_task(const char *text)
{
    if (hop_arch_in_handler())
        hop_kernel_refuse(HOP_WORDS(text));
}

// For calls that have no result to say so. At address 0 may be the vector table, which reads like an object.
static inline void hop_kernel_check_object(const void *object)
{
    if (!object)
        hop_kernel_refuse(HOP_WORDS("NULL in place of an object"));
}

// True if the running task is in its own code, not in a kernel call.
static inline bool hop_sched_is_in_task(void)
{
    return hop_sched.suspended == hop_sched.by_task;
}

// Returns if the caller may block now: then it is a task that has not suspended the
// scheduler.
static inline void hop_kernel_check_blocking(const char *text)
{
    if ((hop_arch_exception_number() | hop_sched.suspended) != 0) // one test for both
        hop_kernel_refuse(HOP_WORDS(text));
}

// The following need the kernel lock.

// Puts a task that is in no queue at the end of its priority's ready list. A running task
// that is not ready, which may be this one, is about to be replaced: the switch
// exception may have chosen by whom already.
static inline void hop_sched_ready(struct hop_task *task)
{
    const struct hop_task *current = hop_sched.current;
    bool is_urgent = !current || task->priority > current->priority ||
                     current->state != HOP_TASK_READY;
    hop_assert(task->state != HOP_TASK_READY, "task made ready twice");
    task->state = HOP_TASK_READY;
    hop_ready_queue_insert_last(&hop_sched.ready, task);
    if (is_urgent)
        hop_sched_request_switch();
}

// Takes the running task out of the ready queue. It runs on until
// hop_kernel_leave, which returns when another context has made it ready.
void hop_sched_block(enum hop_task_state state);

// Changes the effective priority of a task that is ready. Lowered, the running
// task stays first of its new equals: it has not used up its turn. Suspended, it has.
void hop_sched_reprioritize(struct hop_task *task, uint8_t priority);
