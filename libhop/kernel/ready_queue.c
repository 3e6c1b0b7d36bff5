// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/ready_queue.h"

#include "kernel/assert.h"

extern inline void hop_ready_queue_insert_last(struct hop_ready_queue *queue, struct hop_task *task);

void hop_ready_queue_insert_first(struct hop_ready_queue *queue,
                                  struct hop_task *task)
{
    hop_ready_queue_insert_last(queue, task);
    queue->first[task->priority] = task;
}

void hop_ready_queue_remove(struct hop_ready_queue *queue,
                            struct hop_task *task)
{
    hop_assert(queue->bitmap & (1u << task->priority), "ready queue: empty");
    if (task->next == task) {
        queue->first[task->priority] = NULL;
        queue->bitmap &= ~(1u << task->priority);
        return;
    }
    task->previous->next = task->next;
    task->next->previous = task->previous;
    if (queue->first[task->priority] == task)
        queue->first[task->priority] = task->next;
}
