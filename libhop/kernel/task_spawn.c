// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks of the heap: one block for the object and a stack that does not grow. The memory is
// given back by who joins: when that runs, the ended task has been switched away from for good.
#include "kernel/join.h"
#include "kernel/task.h"
#include "mem/heap.h"

#include <string.h>

_Static_assert(HOP_TASK_UNUSED == 0, "zeros are a task object that is not used");

enum { OBJECT_SIZE = (sizeof(struct hop_task) + 7) & ~7u };

// The configuration is changed in a copy where the new stack begins, as this one is short of room.
static int spawn(struct hop_task **task, const struct hop_task_config *config)
{
    size_t stack_size = config->stack || config->growth ? 0 : config->stack_size;
    size_t rest = stack_size > sizeof *config ? stack_size : sizeof *config;
    if (rest > SIZE_MAX - OBJECT_SIZE)
        return HOP_NO_MEMORY;
    struct hop_task *object = hop_heap_alloc(HOP_MEM_STACK, OBJECT_SIZE + rest);
    if (!object)
        return HOP_NO_MEMORY;
    struct hop_task_config *copy = (struct hop_task_config *)((char *)object + OBJECT_SIZE);
    memset(object, 0, sizeof *object); // an assignment takes a copy on the stack
    *copy = *config;
    if (stack_size)
        copy->stack = copy;
    *task = object; // before it runs
    int result = hop_task_create_checked(object, copy);
    if (result != HOP_OK) {
        *task = NULL;
        hop_heap_free(object);
    }
    return result;
}

HOP_CHECKED_FOR(64) int hop_task_spawn(struct hop_task **task, const struct hop_task_config *config)
{
    hop_kernel_check_task("hop_task_spawn in a handler");
    *task = NULL;
    return config ? spawn(task, config) : HOP_INVALID;
}

HOP_CHECKED int hop_task_reap(struct hop_task *task)
{
    int result = hop_join_wait(task, HOP_WAIT_FOR_EVER);
    if (result == HOP_OK)
        hop_heap_free(task);
    return result;
}
