// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Waiting for an object, and being woken.
//
// Any context puts what tasks wait for (a unit, an item, a flag) into the object without a
// lock. The object's settle() then hands it to waiting tasks, under the kernel lock. It is
// called by the context that put it there or, if the lock was taken, by the holder
// (pend.h). A task that finds nothing enters the queue and settles once more, so that it does not miss
// what came before it was visible in the queue.
#pragma once

#include "hop/task.h"
#include "kernel/count.h"
#include "kernel/sched.h"

enum { HOP_WAIT_FOR_EVER = HOP_TIME_MAX + 1u };

// Panics, in words that name the call, unless the caller may block now; else keeps the
// running task running, as hop_sched_suspend.
static inline void hop_wait_begin(const char *text)
{
    hop_kernel_check_blocking(text);
    hop_sched_suspend_first();
}

// For a call that may wait: panics, in words that name it, where it may not. One with a timeout of 0 never waits, so
// a task may make it while it suspends preemption.
static inline void hop_wait_check(const char *text, uint32_t milliseconds)
{
    if (milliseconds > 0)
        hop_kernel_check_blocking(text);
    else
        hop_kernel_check_task(text);
}

// What a call with a timeout of 0 makes of that of its try-form, in a task.
static inline int hop_wait_tried(int result)
{
    return result == HOP_EMPTY || result == HOP_FULL ? HOP_TIMEOUT : result;
}

// Waits in *queue until settle() has had the task woken, at most `milliseconds`, which is not 0.
// To follow hop_wait_begin, whose effect it ends. `data` is for settle(), as
// task->wait_data. Returns the result that the task is woken with, or HOP_TIMEOUT,
// HOP_KILLED. O(waiters of higher or the same priority).
int hop_wait(struct hop_wait_queue *queue, void (*settle)(struct hop_wait_queue *),
             void *data, uint32_t milliseconds);

// The same under the kernel lock, which it gives back.
int hop_wait_locked(struct hop_wait_queue *queue, void (*settle)(struct hop_wait_queue *),
                    void *data, uint32_t milliseconds);

// Something has come for the tasks in *queue. Context: any; a task has suspended the
// scheduler.
void hop_wait_signal(struct hop_wait_queue *queue);

// A unit has come, where tasks may wait: for the first of them, or for the count.
// HOP_FULL: the count was at `max`. Context: as hop_wait_signal.
int hop_wait_give_to_waiter(struct hop_wait_queue *queue, struct hop_count *count, unsigned max);

// A unit has come. A task that is about to enter the queue looks at the count once more.
static inline int hop_wait_give(struct hop_wait_queue *queue, struct hop_count *count, unsigned max)
{
    return queue->first ? hop_wait_give_to_waiter(queue, count, max) : hop_count_give(count, max);
}

// The following need the kernel lock.

void hop_wait_insert(struct hop_wait_queue *queue, struct hop_task *task);
void hop_wait_remove(struct hop_task *task);

// Makes the first task ready, with this result.
void hop_wait_wake(struct hop_wait_queue *queue, int result);
// The same for any task in a queue.
void hop_wait_wake_task(struct hop_task *task, int result);

// Makes a task ready that is in no queue, or in that of sleepers alone, with this result. A new one, too, which is shorter than
// hop_sched_ready in line.
void hop_wait_end(struct hop_task *task, int result);

// Takes a task out of its queue that gets nothing.
void hop_wait_give_up(struct hop_task *task);

// Puts a task where its new priority belongs.
void hop_wait_reorder(struct hop_task *task);

// Settles every queue that a task waits in. O(tasks).
void hop_wait_settle_all(void);
