// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picking the task to run, and the brackets around kernel calls.
#include "kernel/sched.h"

#include "kernel/load.h"
#include "kernel/pend.h"
#include "kernel/suspend.h"
#include "kernel/tickless.h"
#include "kernel/time.h"
#include "libc/reent.h"
#include "panic/isr.h"

// Who suspends tasks has it linked.
#pragma weak hop_suspension_settle

struct hop_sched hop_sched;

// Depth, and whether the lock is held.
_Static_assert(offsetof(struct hop_sched, depth) == 0 && offsetof(struct hop_sched, lock.held) == 1,
               "hop_port_inside");
extern volatile uint16_t hop_port_inside __attribute__((alias("hop_sched")));

void hop_sched_catch_up(void)
{
    if (hop_sched.suspended)
        return;
    hop_sched.deferred = 0;
    hop_arch_switch_request();
}

void hop_kernel_drain(struct hop_softlock *lock)
{
    (void)lock;
    hop_time_drain();
    hop_pend_drain();
}

// Before a call has changed anything, a handler that may fail can be unwound.
static HOP_NORETURN void refuse_handler(const char *text, uintptr_t pc)
{
    if (!hop_isr_is_running(hop_arch_exception_number()))
        hop_fatal(text, pc);
    hop_panic("%s", text);
}

void hop_kernel_enter(void)
{
    hop_kernel_check_task("a task's call in a handler");
    hop_sched_suspend();
    hop_kernel_lock();
}

void hop_kernel_leave(void)
{
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
    hop_sched_resume();
}

HOP_NORETURN void hop_kernel_refuse(const char *text)
{
    if (hop_arch_in_handler())
        refuse_handler(text, (uintptr_t)__builtin_return_address(0));
    if (!hop_sched.current)
        hop_fatal(text, (uintptr_t)__builtin_return_address(0));
    hop_panic("%s", text);
}

// A task that leaves gives way anyway: its request stands.
void hop_sched_end_turn(void)
{
    if (hop_sched.other != HOP_SCHED_LEAVES)
        hop_sched.other = HOP_SCHED_TURN_OVER;
    hop_sched_request_switch();
}

void hop_sched_block(enum hop_task_state state)
{
    struct hop_task *self = hop_sched.current;
    hop_assert(hop_sched.lock.held && self->state == HOP_TASK_READY,
               "block: not the running task");
    hop_ready_queue_remove(&hop_sched.ready, self);
    self->state = (uint8_t)state;
    if (self->runtime.growth || state == HOP_TASK_ENDED)
        hop_sched.other = HOP_SCHED_LEAVES;
    hop_sched_request_switch();
}

void hop_sched_reprioritize(struct hop_task *task, uint8_t priority)
{
    hop_assert(task->state == HOP_TASK_READY, "reprioritize: not ready");
    hop_ready_queue_remove(&hop_sched.ready, task);
    task->priority = priority;
    if (task == hop_sched.current && priority != HOP_PRIORITY_IDLE)
        hop_ready_queue_insert_first(&hop_sched.ready, task);
    else
        hop_ready_queue_insert_last(&hop_sched.ready, task);
    if (hop_ready_queue_first(&hop_sched.ready) != hop_sched.current)
        hop_sched_request_switch();
}

// What waits needs no more stack than it has. The heap's lock is free: the scheduler
// is not suspended.
static void release_stack(struct hop_task *task)
{
    if (task->state == HOP_TASK_ENDED) {
        hop_arch_fp_settle();
        hop_runtime_end(&task->runtime);
    } else {
        hop_runtime_park(&task->runtime);
    }
}

// Where the switch exception does not just go on with the first ready task.
static struct hop_task *switch_by_request(struct hop_task *from)
{
    if (hop_sched.suspended) {
        hop_sched.deferred = 1;
        return from;
    }
    bool gives_way = hop_sched.yields || hop_sched.other == HOP_SCHED_TURN_OVER;
    hop_sched.yields = false;
    hop_sched.other = HOP_SCHED_NONE;
    hop_softlock_fence(); // a resume that comes from here on has another switch follow
    if (hop_sched.resumed)
        hop_suspension_settle();
    bool is_ready = from->state == HOP_TASK_READY;
    // After the idle task come those that are suspended.
    if (is_ready && gives_way && from->priority != HOP_PRIORITY_IDLE)
        hop_ready_queue_rotate(&hop_sched.ready, from->priority);
    struct hop_task *to = hop_ready_queue_first(&hop_sched.ready);
    if (to != from && !is_ready)
        release_stack(from);
    return to;
}

__attribute__((noinline)) static void tell_observers(struct hop_task *from, const struct hop_task *to)
{
    if (hop_sched.observers & HOP_OBSERVES_LOAD)
        hop_load_switch(from);
    // Then `from` is the idle task.
    if (hop_sched.observers & HOP_OBSERVES_TICK && to != from)
        hop_tickless_end();
}

// The switch exception. It reads the queue without the lock: only tasks and the tick
// remove from it or reorder it, and none runs now; a handler that interrupts may add
// a task, and then requests another switch; a task that it resumes moves in that one. Rotating is
// safe for the same reason: an added task is linked last, which the new first does not change.
struct hop_arch_context *hop_sched_switch(void)
{
    struct hop_task *from = hop_sched.current;
    struct hop_task *to = hop_sched.requests == 0 ? hop_ready_queue_first(&hop_sched.ready)
                                                  : switch_by_request(from);
    if (hop_sched.observers)
        tell_observers(from, to);
    hop_sched.current = to;
    hop_context_save(&from->runtime);
    if (!hop_context_load(&to->runtime))
        hop_arch_task_floor(hop_limit_floor(to->runtime.limit));
    hop_libc_switch(from, to);
    return &to->context;
}
