// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that belongs to a task. What the task still owns when it has died, and its cleanups have
// run, were passed over by a fault or have been given up, is freed, and the panic's report says how
// much that was. So is what it owns when it ends by itself. A task opts in block by block: what
// malloc and hop_mem_alloc return belongs to nobody, since who allocates is not always who
// keeps it (the C library's buffers are everybody's).
//
// The block is one of the heap (hop/mem.h) that takes 12 bytes more. hop_mem_free, free,
// hop_mem_resize and realloc take it from any context, whoever owns it; a resized one keeps its
// owner. A cleanup that frees the block is as right as before. What is freed for a dead task is
// memory: no destructor runs.
//
// On its way to another task a block belongs to nobody:
//
//     hop_mem_send(&channel, block);     // the sender's, then nobody's
//     hop_mem_receive(&channel, &block); // nobody's, then the receiver's
//
// Then no death of either frees it under the other's feet, and none leaves it behind, with one
// exception: hop_task_kill_now of a task inside one of the two calls. What is in the channel
// when its receiver dies waits there for the next life. By hand, each step in a deferral region
// (hop/guard.h), since a kill in between would leave the block to nobody:
//
//     // The sender, BEFORE it hands the block over: afterwards that may be the receiver's
//     // already, or freed.
//     hop_mem_give(block, NULL);
//     // The receiver, AFTER it has got it.
//     hop_mem_give(block, hop_task_self());
//
// To give a block to another task outright is right where that task knows of it already: when
// it dies, the block is freed.
//
// Under another kernel, and in jobs without one (port/README.md), hop_mem_give_to takes what has
// a struct hop_runtime.
#pragma once

#include "hop/channel.h"
#include "hop/mem.h"
#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

// A block as of hop_mem_alloc, that belongs to the calling task. In a handler, and before the first task
// runs, it belongs to nobody. NULL: as there; the reserve has no such blocks. Context: any.
void *hop_mem_alloc_owned(size_t size);

// From now on the block, one of hop_mem_alloc_owned, belongs to the task with this runtime, or to
// nobody (NULL). HOP_KILLED: the task has died and its cleanups have run, or it has ended, or never
// begun; HOP_INVALID: another block. Nothing is done then. A pointer that is no block is misuse, see hop_mem_free.
// HOP_CONTEXT in a handler. Work: O(1). Context: task, or before the first one runs.
int hop_mem_give_to(void *block, struct hop_runtime *runtime);

// The same for a task of libhop's kernel.
static inline int hop_mem_give(void *block, struct hop_task *task)
{
    return hop_mem_give_to(block, task ? &task->runtime : (struct hop_runtime *)0);
}

// hop_channel_send of a block, to a channel of items of sizeof(void *), else HOP_INVALID. Once it
// is sent it belongs to nobody; where there is an error, to the calling task. The block may be NULL,
// or any other of the heap: then it is just sent. It takes 64 bytes of stack more than other
// calls, as do the following. Context: task, else a panic.
int hop_mem_send(struct hop_channel *channel, void *block);

// The same for at most `milliseconds`, 0: it does not wait. HOP_TIMEOUT; HOP_INVALID above HOP_TIME_MAX.
int hop_mem_timed_send(struct hop_channel *channel, void *block, uint32_t milliseconds);

// hop_channel_receive of a block, which belongs to the calling task then. *block stays as it is
// where there is an error.
int hop_mem_receive(struct hop_channel *channel, void **block);

// The same for at most `milliseconds`.
int hop_mem_timed_receive(struct hop_channel *channel, void **block, uint32_t milliseconds);

#ifdef __cplusplus
}
#endif
