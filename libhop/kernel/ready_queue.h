// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks that can run: a circular list for each priority, and a bit for each
// list that is not empty. Every operation is O(1). First in, first out among
// equals; the running task stays in its list, at the head.
#pragma once

#include "arch/arch.h"
#include "hop/task.h"
#include "kernel/assert.h"

_Static_assert(HOP_PRIORITY_COUNT <= 32 && HOP_PRIORITY_IDLE == 0 && HOP_PRIORITY_MIN == 1 &&
                   HOP_PRIORITY_MAIN >= HOP_PRIORITY_MIN && HOP_PRIORITY_MAIN <= HOP_PRIORITY_MAX,
               "priorities of hop/config.h");

struct hop_ready_queue {
    uint32_t bitmap;
    struct hop_task *first[HOP_PRIORITY_COUNT];
};

// Not static: one copy where it is too large to be inlined.
inline void hop_ready_queue_insert_last(struct hop_ready_queue *queue, struct hop_task *task)
{
    struct hop_task *first = queue->first[task->priority];
    if (!first) {
        task->next = task;
        task->previous = task;
        queue->first[task->priority] = task;
        queue->bitmap |= 1u << task->priority;
        return;
    }
    struct hop_task *last = first->previous;
    task->next = first;
    task->previous = last;
    first->previous = task;
    last->next = task;
}

void hop_ready_queue_insert_first(struct hop_ready_queue *queue,
                                  struct hop_task *task);
void hop_ready_queue_remove(struct hop_ready_queue *queue,
                            struct hop_task *task);

// The first of the list of `priority` becomes its last.
static inline void hop_ready_queue_rotate(struct hop_ready_queue *queue,
                                          unsigned priority)
{
    queue->first[priority] = queue->first[priority]->next;
}

// The task to run. The queue is never empty: the idle task is always in it.
static inline struct hop_task *
hop_ready_queue_first(const struct hop_ready_queue *queue)
{
    return queue->first[hop_arch_highest_bit(queue->bitmap)];
}
