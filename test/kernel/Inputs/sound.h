// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether the kernel's structures are as they ought to be while a task runs and nothing else happens. Each function
// returns how many rules do not hold.
#pragma once

#include "kernel/mutex.h"
#include "kernel/sched.h"
#include "kernel/suspend.h"
#include "kernel/task.h"
#include "kernel/time.h"
#include "mem/tlsf.h"
#include "stack/stacklet.h"

enum { MOST_IN_A_LIST = 40 };

// ---- Lists of tasks.

static unsigned unsound_ready_list(unsigned priority, unsigned *listed)
{
    struct hop_task *first = hop_sched.ready.first[priority];
    unsigned count = (hop_sched.ready.bitmap >> priority & 1) != (first != NULL);
    struct hop_task *task = first;
    for (int i = 0; task && i < MOST_IN_A_LIST; i++) {
        count += task->state != HOP_TASK_READY || task->priority != priority || task->next->previous != task ||
                 task->queue != NULL || task->waits_for != NULL || task->timed;
        ++*listed;
        task = task->next;
        if (task == first)
            return count;
    }
    return count + (first != NULL);
}

// Who is ready is in one of them.
static unsigned unsound_ready_queue(void)
{
    unsigned count = 0, listed = 0, ready = 1; // the idle task
    for (unsigned priority = 0; priority < HOP_PRIORITY_COUNT; priority++)
        count += unsound_ready_list(priority, &listed);
    for (const struct hop_task *task = hop_task_first; task; task = task->next_task)
        ready += task->state == HOP_TASK_READY;
    return count + (listed != ready);
}

// Urgent ones first, each once, linked both ways.
static unsigned unsound_queue(const struct hop_wait_queue *queue, const struct hop_task *wanted)
{
    unsigned count = 0, found = 0;
    const struct hop_task *previous = NULL;
    int length = 0;
    for (const struct hop_task *task = queue->first; task && length < MOST_IN_A_LIST; task = task->next) {
        count += task->state != HOP_TASK_WAITING || task->queue != queue || task->previous != previous ||
                 (previous && previous->priority < task->priority);
        found += task == wanted;
        previous = task;
        length++;
    }
    return count + (found != (wanted != NULL)) + (length == MOST_IN_A_LIST);
}

// One list, soonest first, and nobody in it whose tick has passed; the present one may still be on its way.
static unsigned unsound_sleep_queue(void)
{
    unsigned count = 0, heads = 0;
    bool is_empty = true;
    for (const struct hop_task *task = hop_task_first; task; task = task->next_task) {
        if (!task->timed)
            continue;
        const struct hop_task *previous = task->sleep_previous, *next = task->sleep_next;
        is_empty = false;
        heads += !previous;
        count += (int32_t)(task->wake_tick - hop_time_counted()) < -1;
        count += previous && (!previous->timed || previous->sleep_next != task ||
                              (int32_t)(task->wake_tick - previous->wake_tick) < 0);
        count += next && (!next->timed || next->sleep_previous != task);
    }
    return count + (heads != !is_empty) + ((hop_time_ahead(hop_time_counted()) == UINT32_MAX) != is_empty);
}

// ---- Mutexes: the comment at the top of kernel/mutex.c.

static unsigned expected_priority(const struct hop_task *task)
{
    if (hop_suspension_applies(task))
        return HOP_PRIORITY_IDLE;
    unsigned priority = task->base_priority;
    for (const struct hop_mutex *mutex = task->held; mutex; mutex = mutex->next_held)
        if (mutex->waiters.first && mutex->waiters.first->priority > priority)
            priority = mutex->waiters.first->priority;
    return priority;
}

static bool holds_once(const struct hop_task *task, const struct hop_mutex *wanted)
{
    unsigned found = 0;
    for (const struct hop_mutex *mutex = task->held; mutex; mutex = mutex->next_held)
        found += mutex == wanted;
    return found == 1;
}

static unsigned unsound_mutexes(const struct hop_task *task)
{
    unsigned count = 0, length = 0;
    for (const struct hop_mutex *mutex = task->held; mutex; mutex = mutex->next_held) {
        if (++length == MOST_IN_A_LIST)
            return 1;
        count += mutex->owner != task || unsound_queue(&mutex->waiters, NULL);
    }
    const struct hop_mutex *wanted = task->waits_for;
    if (wanted)
        count += &wanted->waiters != task->queue || !wanted->owner || !holds_once(wanted->owner, wanted);
    length = 0;
    for (; wanted && wanted->owner; wanted = wanted->owner->waits_for)
        count += ++length >= MOST_IN_A_LIST || wanted->owner == task;
    return count + (task->priority != expected_priority(task));
}

// ---- Stacks that grow. A task that waits is not on the way from one part to another.

static size_t stack_object_size(const struct hop_growth *growth, const struct hop_runtime *runtime)
{
    return growth->object_block ? hop_tlsf_block_size(growth->object_block)
                                : (uintptr_t)growth + HOP_GROWTH_SIZE - runtime->base;
}

static unsigned unsound_stack(const struct hop_task *task)
{
    const struct hop_runtime *runtime = &task->runtime;
    const struct hop_growth *growth = runtime->growth;
    bool waits = task->state == HOP_TASK_WAITING || task->state == HOP_TASK_SLEEPING;
    if (!growth || !waits || task == hop_sched.current)
        return 0;
    unsigned count = 0, length = 0;
    size_t held = stack_object_size(growth, runtime);
    if (growth->spare)
        held += hop_tlsf_block_size(growth->spare);
    for (const struct hop_stacklet *stacklet = runtime->stacklet; stacklet; stacklet = stacklet->previous) {
        count += !hop_stacklet_contains(stacklet, (uintptr_t)stacklet);
        if (!hop_stacklet_is_emergency(runtime, stacklet))
            held += hop_tlsf_block_size(stacklet->block);
        if (++length == MOST_IN_A_LIST)
            return 1;
    }
    return count + (held != growth->held) + (growth->held > growth->high_water);
}

// ---- All of it.

static unsigned unsound_task(const struct hop_task *task)
{
    unsigned count = 0;
    if (task->state == HOP_TASK_WAITING)
        count += unsound_queue(task->queue, task);
    else
        count += task->queue != NULL || task->waits_for != NULL ||
                 (task->state != HOP_TASK_READY && task->state != HOP_TASK_SLEEPING);
    count += task->state == HOP_TASK_SLEEPING && !task->timed;
    count += unsound_queue(&task->joiners, NULL) + unsound_queue(&task->notification_queue, NULL);
    return count + unsound_mutexes(task) + unsound_stack(task);
}

// Nothing that changes any of this has been interrupted.
static inline bool is_kernel_free(void)
{
    return !hop_sched.suspended && !hop_sched.depth && !hop_sched.lock.held && !hop_sched.lock.pending;
}

// What holds then.
static unsigned unsound_records(void)
{
    unsigned count = unsound_ready_queue() + unsound_sleep_queue();
    for (const struct hop_task *task = hop_task_first; task; task = task->next_task)
        count += unsound_task(task);
    return count;
}

// The same wherever the running task has interrupted the others. A tick waits until that is over.
static inline unsigned unsound_lists(void)
{
    if (!is_kernel_free())
        return 1;
    hop_kernel_enter();
    unsigned count = unsound_records() + (hop_ready_queue_first(&hop_sched.ready) != hop_sched.current);
    count += hop_sched.resumed;
    for (const struct hop_task *task = hop_task_first; task; task = task->next_task)
        count += task->suspension == HOP_RESUMED;
    hop_kernel_leave();
    return count;
}

// The same where the others are at rest.
static inline unsigned unsound(void)
{
    unsigned count = hop_sched.deferred + hop_sched.yields;
    return count + unsound_lists();
}
