// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Concurrent restart. The task object stays that of the living instance, so that handles of others
// need no look-up, and no other call knows of this; the dying instance moves out of it. What moves
// is bounded: the runtime's part and the mutexes that it holds, whose owner it is.
//
// That happens in the trap that diverts the dying task: on the main stack, with a frame and a stack
// of its own that stay where they are; no task runs, and no kernel section was interrupted. What
// assembly saves at the next switch goes to hop_sched.current, the dying one by then. Handlers that
// interrupt here find one of the two, with the same limit.
//
// Stacks and data have places, which only change hands: the new instance gets the place of the slot,
// the slot gets that of the dying one. A slot is free as a task object is: when that has ended,
// and so has been switched away from for good.
#include "kernel/instance.h"

#include "hop/port.h"
#include "kernel/join.h"
#include "kernel/load.h"
#include "kernel/mutex.h"
#include "kernel/sched.h"
#include "kernel/supervise.h"
#include "kernel/suspend.h"
#include "kernel/task.h"
#include "kernel/tls.h"
#include "mem/owned.h"
#include "panic/crash.h"
#include "stack/stacklet.h"

#include <string.h>

// The first that is in use, or is not; NULL: there is none.
static struct hop_instance *find(const struct hop_instances *instances, bool in_use)
{
    for (unsigned i = 0; i < instances->count; i++) {
        if (hop_task_is_in_use(&instances->slots[i].task) == in_use)
            return &instances->slots[i];
    }
    return NULL;
}

static bool are_stacks_valid(const struct hop_instances *instances,
                             const struct hop_task_config *config)
{
    uintptr_t start = (uintptr_t)instances->stacks;
    uintptr_t end = (uintptr_t)__hop_handler_stack_base;
    if (instances->stack_size != config->stack_size || instances->stacks != config->stack)
        return false;
    if (!instances->stacks)
        return true;
    return start % 8 == 0 && config->stack_size % 8 == 0 && start < end &&
           (end - start) / config->stack_size > instances->count;
}

static bool instances_are_valid(const struct hop_task_config *config)
{
    const struct hop_instances *instances = config->supervision->instances;
    return instances->slots && instances->count >= 1 && instances->count <= UINT8_MAX &&
           !find(instances, true) && are_stacks_valid(instances, config) &&
           instances->priority >= HOP_PRIORITY_MIN && instances->priority <= config->priority &&
           (instances->data || instances->data_size == 0) &&
           config->restart == HOP_RESTART_ALWAYS && !config->supervision->quiesce;
}

static void *data_at(const struct hop_instances *instances, unsigned place)
{
    return instances->data ? (char *)instances->data + place * instances->data_size : NULL;
}

static void begin_instance(const struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    const struct hop_instances *instances = plan->instances;
    if (task->generation == 0) {
        for (unsigned i = 0; i < instances->count; i++)
            instances->slots[i].place = (uint8_t)(i + 1);
        hop_crash_prepare();
    }
    if (instances->data)
        memset(data_at(instances, plan->state->place), 0, instances->data_size);
}

static void swap_places(const struct hop_task *task, struct hop_instance *slot)
{
    const struct hop_supervision *plan = task->supervision;
    uint8_t place = plan->state->place;
    slot->data = data_at(plan->instances, place);
    plan->state->place = slot->place;
    slot->place = place;
}

// What a task that runs and dies needs of *task, which is nobody's then. *dying is zeroed or ended, so that it is in
// no queue, and nobody in its. Needs the kernel lock.
static void move_out(struct hop_task *task, struct hop_task *dying, unsigned priority)
{
    hop_ready_queue_remove(&hop_sched.ready, task);
    dying->runtime = task->runtime;
    if (hop_owned_move)
        hop_owned_move(&dying->runtime, &task->runtime);
    dying->entry = NULL;
    dying->supervision = NULL;
    dying->outcome = task->outcome;
    dying->generation = task->generation;
    dying->notified = (struct hop_count){{0}};
    dying->cycles = 0;
    dying->kill_untold = false;
    dying->base_priority = (uint8_t)(priority < task->base_priority ? priority : task->base_priority);
    dying->priority = dying->base_priority;
    dying->held = task->held;
    for (struct hop_mutex *mutex = dying->held; mutex; mutex = mutex->next_held)
        mutex->owner = dying;
    hop_task_link(dying);
    hop_softlock_fence();
    hop_sched.current = dying;
    hop_softlock_fence();
    dying->state = HOP_TASK_READY;
    hop_ready_queue_insert_last(&hop_sched.ready, dying); // who died first goes on first
    hop_mutex_update_priority(dying);
}

// `block`: of the heap, for the stack object; NULL if there are places for it.
static void renew_stack(struct hop_task *task, void *block)
{
    const struct hop_supervision *plan = task->supervision;
    const struct hop_instances *instances = plan->instances;
    const struct hop_growth *growth = task->runtime.growth; // on the old stack
    void *stack = block;
    if (!stack)
        stack = (char *)instances->stacks + plan->state->place * instances->stack_size;
    hop_runtime_init(&task->runtime, stack, hop_tls_rest(stack, instances->stack_size), task->runtime.name);
    if (growth)
        hop_runtime_let_grow(&task->runtime, growth->ops, block, growth->limit, growth->profile);
    if (hop_tls_begin)
        hop_tls_begin(task);
}

// The panic stays on record for the new instance, but not as its own: its next one is another.
static void begin_anew(struct hop_task *task, void *block)
{
    renew_stack(task, block);
    task->runtime.panicked = true;
    task->runtime.panic.sequence = 0;
    task->held = NULL;
    task->kill_untold = false;
    task->suspension = HOP_SUSPENSION_NONE;
    task->libc_error = 0;
    task->libc_conversions = NULL; // the dying one's
    task->priority = task->base_priority;
    hop_task_count_life(task);
    hop_task_prepare_run(task);
    task->state = HOP_TASK_SLEEPING; // in no queue, and in use: a handler may notify it here
    hop_sched_ready(task);
}

static void replace(struct hop_task *task, struct hop_instance *slot, void *block)
{
    bool taken = hop_softlock_try(&hop_sched.lock);
    hop_assert(taken, "a task died in a kernel call");
    (void)taken;
    if (hop_sched.observers & HOP_OBSERVES_LOAD)
        hop_load_switch(task);
    swap_places(task, slot);
    move_out(task, &slot->task, task->supervision->instances->priority);
    begin_anew(task, block);
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
}

// Nothing is changed before it is certain that nothing is missing.
void hop_port_replace(struct hop_runtime *runtime)
{
    struct hop_task *task = hop_sched.current;
    bool is_task = task && runtime == &task->runtime; // not a handler that may fail
    const struct hop_supervision *plan = is_task ? task->supervision : NULL;
    if (!plan || !plan->instances)
        return;
    struct hop_instance *slot = find(plan->instances, false);
    if (!slot || !plan->ops->may_restart_at_once(task))
        return;
    void *block = NULL;
    if (!plan->instances->stacks) {
        block = runtime->growth->ops->allocate_object(plan->instances->stack_size);
        if (!block)
            return;
    }
    plan->ops->restart_at_once(task);
    replace(task, slot, block);
}

// Cleanups may wait for what the task holds. A kill ends a wait, once.
void hop_instance_settle(struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    if (!plan || !plan->instances)
        return;
    hop_port_release(&task->runtime);
    for (unsigned i = 0; i < plan->instances->count; i++) {
        while (hop_join_wait(&plan->instances->slots[i].task, HOP_WAIT_FOR_EVER) == HOP_KILLED)
            ;
    }
}

bool hop_instance_is_dying(void)
{
    return hop_sched.current && hop_task_is_replaced(hop_sched.current);
}

void *hop_instance_data(void)
{
    const struct hop_task *self = hop_sched.current;
    if (hop_instance_is_dying())
        return ((const struct hop_instance *)self)->data;
    const struct hop_supervision *plan = self ? self->supervision : NULL;
    return plan && plan->instances ? data_at(plan->instances, plan->state->place) : NULL;
}

const struct hop_instance_ops hop_restart_concurrently = {
    .is_valid = instances_are_valid,
    .begin_life = begin_instance,
};
