// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/wait.h"

#include "hop/error.h"
#include "kernel/kill.h"
#include "kernel/mutex.h"
#include "kernel/pend.h"
#include "kernel/sched.h"
#include "kernel/task.h"
#include "kernel/time.h"

void hop_wait_insert(struct hop_wait_queue *queue, struct hop_task *task)
{
    struct hop_task *previous = NULL;
    struct hop_task *next = queue->first;
    while (next && next->priority >= task->priority) {
        previous = next;
        next = next->next;
    }
    task->queue = queue;
    task->next = next;
    task->previous = previous;
    if (next)
        next->previous = task;
    if (previous)
        previous->next = task;
    else
        queue->first = task;
}

void hop_wait_remove(struct hop_task *task)
{
    hop_assert(task->queue != NULL, "wait queue: not a waiter");
    if (task->next)
        task->next->previous = task->previous;
    if (task->previous)
        task->previous->next = task->next;
    else
        task->queue->first = task->next;
    task->queue = NULL;
}

void hop_wait_end(struct hop_task *task, int result)
{
    if (task->timed)
        hop_sleep_remove(task);
    task->wait_result = result;
    hop_sched_ready(task);
}

void hop_wait_wake_task(struct hop_task *task, int result)
{
    hop_wait_remove(task);
    hop_wait_end(task, result);
}

void hop_wait_wake(struct hop_wait_queue *queue, int result)
{
    struct hop_task *task = queue->first;
    queue->first = task->next;
    if (task->next)
        task->next->previous = NULL;
    task->queue = NULL;
    hop_wait_end(task, result);
}

void hop_wait_give_up(struct hop_task *task)
{
    if (task->waits_for)
        hop_mutex_give_up(task);
    else
        hop_wait_remove(task);
}

void hop_wait_reorder(struct hop_task *task)
{
    struct hop_wait_queue *queue = task->queue;
    // Not even for a moment may a handler see that nobody waits.
    if (queue->first == task && !task->next)
        return;
    hop_wait_remove(task);
    hop_wait_insert(queue, task);
}

int hop_wait_locked(struct hop_wait_queue *queue, void (*settle)(struct hop_wait_queue *),
                    void *data, uint32_t milliseconds)
{
    struct hop_task *self = hop_sched.current;
    queue->settle = settle;
    self->wait_data = data;
    self->firm = false;
    hop_sched_block(HOP_TASK_WAITING);
    hop_wait_insert(queue, self);
    if (milliseconds != HOP_WAIT_FOR_EVER)
        hop_sleep_insert(self, hop_time_now() + milliseconds);
    hop_softlock_fence();
    settle(queue);
    hop_kill_look(self);
    hop_kernel_leave();
    return self->wait_result;
}

int hop_wait(struct hop_wait_queue *queue, void (*settle)(struct hop_wait_queue *),
             void *data, uint32_t milliseconds)
{
    hop_kernel_lock();
    return hop_wait_locked(queue, settle, data, milliseconds);
}

void hop_wait_signal(struct hop_wait_queue *queue)
{
    if (!hop_softlock_try(&hop_sched.lock)) {
        hop_pend_settle(queue);
        return;
    }
    queue->settle(queue);
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
}

int hop_wait_give_to_waiter(struct hop_wait_queue *queue, struct hop_count *count, unsigned max)
{
    if (hop_softlock_try(&hop_sched.lock)) {
        bool handed_over = queue->first;
        if (handed_over)
            hop_wait_wake(queue, HOP_OK);
        hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
        if (handed_over)
            return HOP_OK;
    }
    int result = hop_count_give(count, max);
    hop_wait_signal(queue);
    return result;
}

void hop_wait_settle_all(void)
{
    for (struct hop_task *task = hop_task_first; task; task = task->next_task) {
        struct hop_wait_queue *queue = task->queue;
        if (queue && queue->settle)
            queue->settle(queue);
    }
}
