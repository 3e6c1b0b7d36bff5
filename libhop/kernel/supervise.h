// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the kernel reaches what supervised tasks need, which other programs do not link.
#pragma once

#include "hop/supervision.h"

struct hop_supervision_ops {
    // Whether hop_task_create may take the configuration.
    bool (*is_valid)(const struct hop_task_config *config);
    // A task has been created with it. Context: hop_task_create.
    void (*announce)(const struct hop_supervision *plan);
    // Before each life. Returns its copy of the argument, below which the stack begins; NULL: it
    // has none. Context: hop_task_create, and the restart kernel call.
    void *(*begin_life)(const struct hop_task *task);
    // The following in the dying task, in this order; see hop/port.h.
    enum hop_panic_outcome (*decide)(const struct hop_task *task);
    void (*quiesce)(struct hop_task *task);
    // Comes back if the next life is to begin.
    void (*leave)(struct hop_task *task);
    // Instead of these, in the trap of a panic: whether the next life may begin at once. If it does
    // that is counted, and others are told.
    bool (*may_restart_at_once)(const struct hop_task *task);
    void (*restart_at_once)(const struct hop_task *task);
};

// Has the watchdog look at all tasks again. Context: task.
void hop_watchdog_wake(void);

// NULL: not supervised.
static inline const struct hop_supervision_ops *hop_supervision_of(const struct hop_task *task)
{
    return task->supervision ? task->supervision->ops : NULL;
}
