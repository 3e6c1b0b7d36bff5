// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picking the task to run, and the brackets around kernel calls.
#include "kernel/sched.h"

#include "kernel/pend.h"
#include "kernel/time.h"
#include "libc/reent.h"

struct hop_sched hop_sched;

// Handlers that find the scheduler suspended leave the switch to the task that
// suspended it: it looks at `deferred` after it has lowered `suspended`.
static void request_switch(void)
{
    if (hop_sched.suspended)
        hop_sched.deferred = true;
    else
        hop_arch_switch_request();
}

void hop_sched_catch_up(void)
{
    if (hop_sched.deferred && !hop_sched.suspended) {
        hop_sched.deferred = false;
        hop_arch_switch_request();
    }
    hop_kill_deliver();
}

void hop_kernel_drain(void)
{
    hop_time_drain();
    hop_pend_drain();
}

void hop_kernel_enter(void)
{
    hop_assert(!hop_arch_in_handler(), "kernel call in a handler");
    hop_sched_suspend();
    hop_kernel_lock();
}

void hop_kernel_leave(void)
{
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
    hop_sched_resume();
}

void hop_kernel_check_blocking(const char *text)
{
    if (hop_arch_in_handler() || !hop_sched.current)
        hop_port_fatal(text, (uintptr_t)__builtin_return_address(0));
    if (hop_sched.suspended)
        hop_panic(text);
}

// A task that is in a kernel section cannot unwind, nor can code before the first
// task, which keeps the scheduler suspended.
HOP_NORETURN void hop_kernel_misuse(const char *text, uintptr_t pc)
{
    if (hop_arch_in_handler() || !hop_sched.current || hop_sched.suspended)
        hop_port_fatal(text, pc);
    hop_panic(text);
}

// Two plain stores suffice: the switch exception is the only reader.
void hop_sched_yield(void)
{
    hop_sched.yields = true;
    hop_arch_switch_request();
}

void hop_sched_ready(struct hop_task *task)
{
    hop_assert(task->state != HOP_TASK_READY, "task made ready twice");
    task->state = HOP_TASK_READY;
    hop_ready_queue_insert_last(&hop_sched.ready, task);
    if (!hop_sched.current || task->priority > hop_sched.current->priority)
        request_switch();
}

void hop_sched_block(enum hop_task_state state)
{
    struct hop_task *self = hop_sched.current;
    hop_assert(hop_sched.lock.held && self->state == HOP_TASK_READY,
               "block: not the running task");
    hop_ready_queue_remove(&hop_sched.ready, self);
    self->state = (uint8_t)state;
    request_switch();
}

void hop_sched_reprioritize(struct hop_task *task, uint8_t priority)
{
    hop_assert(task->state == HOP_TASK_READY, "reprioritize: not ready");
    hop_ready_queue_remove(&hop_sched.ready, task);
    task->priority = priority;
    if (task == hop_sched.current)
        hop_ready_queue_insert_first(&hop_sched.ready, task);
    else
        hop_ready_queue_insert_last(&hop_sched.ready, task);
    if (hop_ready_queue_first(&hop_sched.ready) != hop_sched.current)
        request_switch();
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

// The switch exception. It reads the queue without the lock: only tasks and the tick
// remove from it or reorder it, and none runs now; a handler that interrupts may add
// a task, and then requests another switch. Rotating is safe for the same reason: an
// added task is linked last, which the new first does not change.
struct hop_arch_context *hop_sched_switch(void)
{
    struct hop_task *from = hop_sched.current;
    if (hop_sched.suspended) {
        hop_sched.deferred = true;
        return &from->context;
    }
    if (hop_sched.yields) {
        hop_sched.yields = false;
        if (from->state == HOP_TASK_READY)
            hop_ready_queue_rotate(&hop_sched.ready, from->priority);
    }
    struct hop_task *to = hop_ready_queue_first(&hop_sched.ready);
    if (to != from) {
        if (from->state != HOP_TASK_READY)
            release_stack(from);
        hop_sched.current = to;
        hop_runtime_switch(&from->runtime, &to->runtime);
        hop_libc_switch(&from->libc_error, &to->libc_error);
    }
    return &to->context;
}
