// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the kernel reaches what supervised tasks need, which other programs do not link.
#pragma once

#include "hop/supervision.h"

struct hop_supervision_ops {
    // Whether hop_task_create may take the configuration.
    bool (*is_valid)(const struct hop_task_config *config);
    // Before the first life. Context: hop_task_create.
    void (*begin)(struct hop_task *task);
    // Before each life: puts its argument below *top, and moves that. Context: hop_task_create,
    // and the restart kernel call.
    void *(*place_argument)(const struct hop_task *task, uintptr_t *top);
    // The following in the dying task, in this order; see hop/port.h.
    enum hop_panic_outcome (*decide)(const struct hop_task *task);
    void (*quiesce)(struct hop_task *task);
    // Comes back if the next life is to begin.
    void (*leave)(struct hop_task *task);
};

// NULL: not supervised.
static inline const struct hop_supervision_ops *hop_supervision_of(const struct hop_task *task)
{
    return task->supervision ? task->supervision->ops : NULL;
}
