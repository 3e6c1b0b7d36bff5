// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the rest of the kernel asks of tasks.
#pragma once

#include "hop/task.h"

extern struct hop_task hop_main_task;

// All tasks in use, without the idle task. Guarded by the kernel lock.
extern struct hop_task *hop_task_first;

// Neither unused nor ended.
static inline bool hop_task_is_in_use(const struct hop_task *task)
{
    return task->state != HOP_TASK_UNUSED && task->state != HOP_TASK_ENDED;
}

// Enters it there. Needs the kernel lock.
void hop_task_link(struct hop_task *task);

// A dying instance (kernel/instance.c), which no life follows. The idle task has no entry either.
static inline bool hop_task_is_replaced(const struct hop_task *task)
{
    return !task->entry && task->base_priority >= HOP_PRIORITY_MIN;
}

// Another life. Never 0 again, which is the first one's.
static inline void hop_task_count_life(struct hop_task *task)
{
    if (++task->generation == 0)
        task->generation = 1;
}

// Has the task begin a life when it is switched to. Its runtime is that of an empty stack.
void hop_task_prepare_run(struct hop_task *task);

// Ends the running task, unchecked. What it holds is released.
HOP_NORETURN void hop_task_end(void);

// hop_task_create without its entry check, for callers that were checked.
int hop_task_create_checked(struct hop_task *task, const struct hop_task_config *config);

// hop_task_create for a valid configuration, with any outcome of a panic.
int hop_task_start(struct hop_task *task, const struct hop_task_config *config,
                   enum hop_panic_outcome outcome);
