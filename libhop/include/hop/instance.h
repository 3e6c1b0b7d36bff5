// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Concurrent restart: the next life of a task begins as soon as it has panicked, while the cleanups
// of the last one run at a lower priority. Each life that is under way is an instance of the task;
// the task declares what each instance has for itself: a stack, and a block of data.
//
//     static _Alignas(8) char stacks[2][2048];
//     static struct filter filters[2];
//     static struct hop_instance dying[1];
//     static const struct hop_instances instances = {
//         .ops = &hop_restart_concurrently, .slots = dying, .count = 1, .priority = 2,
//         .stacks = stacks, .stack_size = sizeof stacks[0],
//         .data = filters, .data_size = sizeof filters[0],
//     };
//
// with `.instances = &instances` in the task's supervision (hop/supervision.h), and stacks[0] as
// the stack of its configuration.
//
// The task object is that of the living instance: calls that notify, kill, join or query the task
// mean this one, and it inherits notifications that were not taken. A dying instance moves to a slot,
// which is hop_task_self() in its cleanups and in hop_panic_hook. It keeps what it holds, and inherits the priority
// of tasks that wait for its mutexes. It has no deadline, and nothing kills it. Its processor time is not charged to
// the task (hop/load.h). When its cleanups have run, or have been given up, its slot is free again. The end of the task
// waits for all dying instances. hop_panic_record() of the next life has what was known when that life began: no call
// chain, and no sequence number.
//
// The task restarts in place, as without this, if no slot is free, if the next life may not begin
// at once (a back-off, too many restarts), if there is no memory for its stack, or if the cleanups
// are given up before the first one. Only mutexes keep instances apart; what else they share (hardware,
// a driver's soft-lock, an interrupt that a scope masks) they have to coordinate themselves. So a task with a
// `quiesce` hook, which runs after the cleanups, cannot have instances.
#pragma once

#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

// A place for one dying instance. Fields are private to libhop.
struct hop_instance {
    struct hop_task task; // first member
    void *data;
    uint8_t place; // in `stacks` and `data`: a free one, or its own
};

struct hop_instance_ops;

// Constant. It and what it points to must stay valid as long as the task is in use, and belong to one task only.
struct hop_instances {
    const struct hop_instance_ops *ops; // &hop_restart_concurrently
    // How many may be dying at once: 1 to 255. Zeroed, or those of a task that has ended.
    struct hop_instance *slots;
    unsigned count;
    // Of the dying ones: HOP_PRIORITY_MIN up to the configuration's.
    unsigned priority;
    // Stacks of count + 1 instances, stack_size bytes each, as in the configuration, whose stack is
    // the first; both multiples of 8. NULL: the heap's, if the stack grows; taken when the task dies.
    void *stacks;
    size_t stack_size;
    // Blocks of count + 1 instances, data_size bytes each; 0: none. Each life finds all zeros there, which are
    // written in a handler of the lowest priority.
    void *data;
    size_t data_size;
};

// To be named in struct hop_instances. Only a program that does has the code.
extern const struct hop_instance_ops hop_restart_concurrently;

// The block of the calling instance, living or dying; in a handler, of the one that it has interrupted. NULL: it
// has none. Context: any.
void *hop_instance_data(void);

// Whether that instance is a dying one, whose successor has begun. Context: any.
bool hop_instance_is_dying(void);

#ifdef __cplusplus
}
#endif
