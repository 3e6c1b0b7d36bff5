// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that belongs to a task. When the task dies, what it still owns is freed after its cleanups,
// even if a fault has skipped these or they were given up, and the panic report says how much
// it was. What it owns when it ends by itself is freed, too. A task opts in block by block: what
// malloc and hop_mem_alloc return belongs to nobody, since the task that allocates is not always the
// one that keeps the block (the C library's buffers are shared by all).
//
// The block is an ordinary one of the heap (hop/mem.h) that takes 12 bytes more. hop_mem_free, free,
// hop_mem_resize and realloc accept it in any context, whoever owns it; a resized block keeps its
// owner. A cleanup may free it as usual. For a dead task only memory is freed: no destructor
// runs.
//
// On its way to another task a block belongs to nobody:
//
//     hop_mem_send(&channel, block);     // the sender's, then nobody's
//     hop_mem_receive(&channel, &block); // nobody's, then the receiver's
//
// Then the death of one of them neither frees a block that the other one uses, nor leaks it, with one
// exception: hop_task_kill_now of a task inside one of the two calls. What is in the channel
// when its receiver dies waits there for the next life. To do it by hand, put each step in a deferral
// region (hop/guard.h), since after a kill in between the block would belong to nobody:
//
//     // The sender, BEFORE it hands the block over: afterwards the block may already be the
//     // receiver's, or freed.
//     hop_mem_give(block, NULL);
//     // The receiver, AFTER it has got it.
//     hop_mem_give(block, hop_task_self());
//
// Give a block directly to another task only if that task already knows of it: when
// it dies, the block is freed.
//
// Under another kernel, and in jobs without one (port/README.md), use hop_mem_give_to with the
// struct hop_runtime of the task or job.
#pragma once

#include "hop/channel.h"
#include "hop/mem.h"
#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

// Like hop_mem_alloc, but the block belongs to the calling task. In a handler, and before the first task
// runs, it belongs to nobody. The reserve has no such blocks. Context: any.
void *hop_mem_alloc_owned(size_t size);

// From now on the block, one of hop_mem_alloc_owned, belongs to the task with this runtime, or to
// nobody (NULL). HOP_KILLED: the task has died and its cleanups have run, or it has ended, or never
// begun; HOP_INVALID: not such a block. Nothing is done then. A pointer to no block at all is misuse, see hop_mem_free.
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
