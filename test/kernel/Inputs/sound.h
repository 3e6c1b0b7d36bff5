// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether the kernel's structures are as they ought to be while a task runs and nothing else happens.
#pragma once

#include "kernel/mutex.h"
#include "kernel/sched.h"
#include "kernel/suspend.h"
#include "kernel/task.h"

static unsigned unsound_ready_list(unsigned priority)
{
    struct hop_task *first = hop_sched.ready.first[priority];
    unsigned count = (hop_sched.ready.bitmap >> priority & 1) != (first != NULL);
    struct hop_task *task = first;
    for (int i = 0; task && i < 20; i++) {
        count += task->state != HOP_TASK_READY || task->priority != priority || task->next->previous != task ||
                 task->queue != NULL || task->waits_for != NULL || task->timed;
        task = task->next;
        if (task == first)
            return count;
    }
    return count + (first != NULL);
}

// Urgent ones first, each once, linked both ways.
static unsigned unsound_queue(const struct hop_wait_queue *queue, const struct hop_task *wanted)
{
    unsigned count = 0, found = 0;
    const struct hop_task *previous = NULL;
    int length = 0;
    for (const struct hop_task *task = queue->first; task && length < 20; task = task->next) {
        count += task->state != HOP_TASK_WAITING || task->queue != queue || task->previous != previous ||
                 (previous && previous->priority < task->priority);
        found += task == wanted;
        previous = task;
        length++;
    }
    return count + (found != 1) + (length == 20);
}

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

static unsigned unsound_task(const struct hop_task *task)
{
    unsigned count = 0;
    if (task->state == HOP_TASK_WAITING)
        count += unsound_queue(task->queue, task);
    else
        count += task->queue != NULL || (task->state != HOP_TASK_READY && task->state != HOP_TASK_SLEEPING);
    count += task->suspension == HOP_RESUMED || task->priority != expected_priority(task);
    for (const struct hop_mutex *mutex = task->held; mutex; mutex = mutex->next_held)
        count += mutex->owner != task;
    if (task->waits_for)
        count += &task->waits_for->waiters != task->queue || !task->waits_for->owner;
    return count;
}

// The number of rules that do not hold, wherever the running task has interrupted the others.
static unsigned unsound_lists(void)
{
    unsigned count = hop_sched.suspended + hop_sched.depth + hop_sched.lock.held + hop_sched.lock.pending;
    for (unsigned priority = 0; priority < HOP_PRIORITY_COUNT; priority++)
        count += unsound_ready_list(priority);
    for (const struct hop_task *task = hop_task_first; task; task = task->next_task)
        count += unsound_task(task);
    return count + (hop_ready_queue_first(&hop_sched.ready) != hop_sched.current);
}

// The same where the others are at rest.
static inline unsigned unsound(void)
{
    return unsound_lists() + hop_sched.deferred + hop_sched.yields;
}
