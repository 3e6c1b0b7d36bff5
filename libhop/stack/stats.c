// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/task.h"
#include "stack/stacklet.h"

int hop_stack_stats(const struct hop_task *task, struct hop_stack_stats *stats)
{
    const struct hop_growth *growth = task->runtime.growth;
    if (growth == NULL)
        return HOP_INVALID;
    *stats = (struct hop_stack_stats){
        .held = growth->held,
        .high_water = growth->high_water,
        .limit = growth->limit,
        .extensions = growth->extensions,
    };
    return HOP_OK;
}
