// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime's view of this kernel (hop/port.h).
#include "hop/port.h"

#include "arch/arch.h"
#include "arch/arm-m/frame.h"
#include "board/board.h"
#include "kernel/mutex.h"
#include "kernel/preemption.h"
#include "kernel/sched.h"
#include "kernel/supervise.h"
#include "kernel/suspend.h"
#include "kernel/task.h"
#include "kernel/time.h"
#include "kernel/tls.h"

#include <stdlib.h>

static struct hop_mutex unwind_mutex;

static struct hop_task *task_of(struct hop_runtime *runtime)
{
    return (struct hop_task *)runtime;
}

_Static_assert(offsetof(struct hop_task, runtime) == 0, "task_of() relies on it");
_Static_assert(offsetof(struct hop_sched, current) == HOP_SCHED_CURRENT &&
                   offsetof(struct hop_sched, requests) == HOP_SCHED_REQUESTS &&
                   offsetof(struct hop_sched, yields) == HOP_SCHED_YIELDS &&
                   offsetof(struct hop_sched, ready.bitmap) == HOP_SCHED_BITMAP &&
                   offsetof(struct hop_sched, ready.first) == HOP_SCHED_FIRST &&
                   offsetof(struct hop_task, context) == HOP_TASK_CONTEXT &&
                   offsetof(struct hop_task, libc_error) == HOP_TASK_ERROR &&
                   offsetof(struct hop_task, libc_conversions) == HOP_TASK_ERROR + 4 &&
                   offsetof(struct hop_task, next) == HOP_TASK_NEXT &&
                   offsetof(struct hop_task, priority) == HOP_TASK_PRIORITY,
               "switch.S");
_Static_assert(offsetof(struct hop_runtime, limit) == HOP_RUNTIME_LIMIT &&
                   offsetof(struct hop_runtime, cleanup_depth) == HOP_RUNTIME_CLEANUP_DEPTH &&
                   offsetof(struct hop_runtime, special) == HOP_RUNTIME_LIMIT + 12,
               "switch.S");
_Static_assert(offsetof(struct hop_runtime, top) == HOP_RUNTIME_TOP &&
                   offsetof(struct hop_runtime, growth) == HOP_RUNTIME_GROWTH &&
                   HOP_GROWTH_SIZE == HOP_GROWTH_BYTES,
               "read_tp.S");
_Static_assert(offsetof(struct hop_runtime, stacklet) == HOP_RUNTIME_STACKLET,
               "stacklet.S tells debuggers");

struct hop_runtime *hop_port_self(void)
{
    return hop_sched.current ? &hop_sched.current->runtime : NULL;
}

bool hop_port_protected(void)
{
    return !hop_sched_is_in_task() || hop_sched.lock.held;
}

void hop_port_suspend(void)
{
    hop_sched_suspend();
}

void hop_port_resume(void)
{
    hop_sched_resume();
}

// A task that died while unwinding leaves nothing on the unwinder's stack that
// the next one would read: HOP_OWNER_DIED is as good as HOP_OK. HOP_DEADLOCK: it has been taken to suspend preemption, by who
// dies before that is over, or, by hop_task_kill_now, before it has begun.
void hop_port_unwind_lock(void)
{
    (void)hop_mutex_acquire(&unwind_mutex);
}

// A suspension of the task that has come meanwhile applies now.
void hop_port_unwind_unlock(void)
{
    if (hop_preemption_is_off())
        return; // kept until that ends
    hop_mutex_release(&unwind_mutex);
    if (!hop_sched.current->suspension)
        return;
    hop_kernel_enter();
    hop_mutex_update_priority(hop_sched.current);
    hop_kernel_leave();
}

bool hop_unwinder_is_taken(void)
{
    return unwind_mutex.owner != NULL;
}

bool hop_unwinder_is_taken_by(const struct hop_task *task)
{
    return unwind_mutex.owner == task;
}

enum hop_panic_outcome hop_port_outcome(const struct hop_runtime *runtime)
{
    const struct hop_task *task = (const struct hop_task *)runtime;
    const struct hop_supervision_ops *ops = hop_supervision_of(task);
    return ops ? ops->decide(task) : (enum hop_panic_outcome)task->outcome;
}

// No kernel call is left half-way: a trap inside one extends (hop_port_protected), and it
// completes.
unsigned hop_port_release(struct hop_runtime *runtime)
{
    struct hop_task *self = task_of(runtime);
    hop_assert(self == hop_sched.current, "release: not the running task");
    // No mutex of its own. While preemption was suspended it has been kept.
    bool is_done = runtime->phase != HOP_PHASE_UNWINDING && hop_unwinder_is_taken_by(self);
    if (is_done)
        hop_mutex_release(&unwind_mutex);
    hop_kernel_enter();
    unsigned mutexes = hop_mutex_release_all(self, &unwind_mutex);
    hop_kernel_leave();
    return mutexes;
}

void hop_port_quiesce(struct hop_runtime *runtime)
{
    const struct hop_supervision_ops *ops = hop_supervision_of(task_of(runtime));
    hop_preemption_give_back(); // the hooks may wait
    if (hop_tls_end)
        hop_tls_end();
    if (ops)
        ops->quiesce(task_of(runtime));
}

HOP_NORETURN void hop_port_restart(struct hop_runtime *runtime)
{
    struct hop_task *self = task_of(runtime);
    const struct hop_supervision_ops *ops = hop_supervision_of(self);
    hop_preemption_give_back();
    hop_port_release(runtime);
    if (ops)
        ops->leave(self);
    if (self->outcome == HOP_OUTCOME_STOP || hop_task_is_replaced(self))
        hop_task_end();
    if (self->outcome == HOP_OUTCOME_EXIT)
        exit(HOP_EXIT_PANIC);
    if (hop_conversions_recover)
        hop_conversions_recover();
    hop_arch_restart();
}

uint32_t hop_port_cycles(void)
{
    return hop_board_cycles();
}

uint32_t hop_port_milliseconds(void)
{
    return hop_time_now();
}

uint32_t hop_port_time(uint32_t *nanoseconds)
{
    return hop_time_read(nanoseconds);
}

uint32_t hop_port_generation(const struct hop_runtime *runtime)
{
    return ((const struct hop_task *)runtime)->generation;
}
