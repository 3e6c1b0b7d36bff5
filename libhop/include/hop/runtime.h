// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the runtime keeps for each task, and what a kernel calls it with.
// A kernel embeds struct hop_runtime in its task object.
#pragma once

#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hop_exception;
struct hop_growth;
struct hop_growth_ops;
struct hop_owned_tail;
struct hop_stack_profile;
struct hop_stacklet;

// Life of a task as the runtime sees it. Moves forward only, until
// hop_runtime_reset sets it back; a failure in one phase goes to a later one.
enum hop_phase {
    HOP_PHASE_RUNNING,
    HOP_PHASE_UNWINDING, // cleanups run, the limit is lowered
    HOP_PHASE_REPORTING, // the stack is empty, what follows is decided
    HOP_PHASE_HOOK,      // hop_panic_hook runs
    HOP_PHASE_QUIESCING, // hop_port_quiesce
    HOP_PHASE_ENDING,    // hop_port_restart
};

// Embedded in the kernel's task.
struct hop_runtime {
    // Written by hop_runtime_init. The stack object is [base, top); base may go down
    // while the task runs if the stack grows.
    uintptr_t base;
    uintptr_t top;
    const char *name;
    // The true limit. The word at HOP_CONTEXT_ADDRESS is a cache of it.
    // Owner task, and the trap on its behalf.
    uintptr_t limit;
    // The live words while the task is not running. Context switch only.
    uint32_t cleanup_depth;
    uint32_t kill_pending;
    // The live words may be others than the three above: a stack that grows, no limit.
    uint32_t special;
    bool lowered : 1; // the limit is in the reserve
    bool panicked : 1; // `panic` below has been filled at least once
    bool needs_memory : 1; // hop_mem_require
    bool reclaims : 1; // its frames are being given up
    uint8_t phase; // enum hop_phase
    uint16_t seal; // of base and name
    // Stacks that grow (hop/stack.h): NULL if this one does not, and the innermost
    // stacklet, NULL: SP is in the stack object. Owner task, and the trap on its behalf.
    struct hop_growth *growth;
    struct hop_stacklet *stacklet;
    // Why another context wants it to die, NULL: none does. The kernel, for the task.
    const char *kill_reason;
    // The blocks that it owns (hop/owned.h), the latest first. Guarded by the heap's lock.
    struct hop_owned_tail *owned;
    // C++ exceptions: the innermost whose landing pad is at work, and what the
    // C++ library keeps for each thread. Owner task.
    struct hop_exception *landed;
    struct {
        void *caught;
        unsigned uncaught_count;
        void *propagating;
    } cxx_globals;
    // Owner task, and the trap on its behalf.
    struct hop_panic_info panic;
};

// Least size of a stack object: zones, reserve, and something to use.
#define HOP_STACK_OVERHEAD \
    (HOP_ZONE_SMALL + HOP_ZONE_LEAF + HOP_ZONE_TRAP + HOP_RESERVE_DEFAULT)
#define HOP_STACK_MIN (HOP_STACK_OVERHEAD + 256)

// Fills *runtime for a stack object of `size` bytes, size >= HOP_STACK_MIN.
// base is rounded up and top down to 8 bytes.
void hop_runtime_init(struct hop_runtime *runtime, void *stack, size_t size,
                      const char *name);

// Lets the stack grow, see hop/stack.h. object_block: what the stack object is of, if
// ops->allocate_object made it; given back at the end. Takes HOP_GROWTH_SIZE bytes at
// the top. limit: bytes in all, 0: none. To follow hop_runtime_init.
void hop_runtime_let_grow(struct hop_runtime *runtime, const struct hop_growth_ops *ops,
                          void *object_block, size_t limit,
                          struct hop_stack_profile *profile);

// To be called when the task has begun to wait: gives back what it keeps for calls to
// come; or when it has ended: gives back its whole stack, which is not used any more,
// not even by a lazy stacking of FP registers. Context: the switching handler;
// hop_runtime_park for the running task, too.
void hop_runtime_park(struct hop_runtime *runtime);
void hop_runtime_end(struct hop_runtime *runtime);

// To be called where a task ends without a panic: frees the blocks that it owns (hop/owned.h); none can be
// given to it any more. hop_runtime_call does so when the function has returned.
// Context: task, `runtime` is the current one's.
void hop_runtime_disown(struct hop_runtime *runtime);

// Makes the task as new before it runs again: full stack without stacklets, limit, no
// pending kill. Keeps the panic record. To be called in hop_port_restart, unless
// hop_runtime_run is. If the task is the current one the live words are set too.
void hop_runtime_reset(struct hop_runtime *runtime);

// Runs entry(argument) in the current task, on its emptied stack, and then end(), which must not return:
// how a task begins, and how it begins again. Unwinding ends at that call. The runtime is reset
// (above). Context: task, `runtime` is the current one's.
HOP_NORETURN void hop_runtime_run(struct hop_runtime *runtime, void (*entry)(void *), void *argument,
                                  void (*end)(void));

// Calls function(argument) on what is left of the current stack, which becomes the runtime's: its top is
// moved to this call, where unwinding ends. If it panics, hop_port_restart is called there, and may go
// back by longjmp. Context: task, `runtime` is the current one's.
void hop_runtime_call(struct hop_runtime *runtime, void (*function)(void *), void *argument);

// The record of its latest panic, NULL if it has had none. Context: task.
const struct hop_panic_info *hop_runtime_panic(struct hop_runtime *runtime);

// Whether the caller is a handler. Context: any.
bool hop_runtime_in_handler(void);

// Leaves a kill pending, with a reason that outlives the task. Context: task, no switch
// may happen meanwhile. If it is for the current task, hop_kill_deliver has to follow.
void hop_runtime_kill(struct hop_runtime *runtime, const char *reason);

// Context switch: saves the live words of `from` (NULL: nobody) and loads
// those of `to`, which hop_port_self() already is. Context: the switching handler, lowest priority.
void hop_runtime_switch(struct hop_runtime *from, struct hop_runtime *to);

// The writer of the live limit: stores it, then POISON if a kill is pending. Callers store
// runtime->limit first.
void hop_limit_write(uintptr_t limit);

// To be called where a kernel section ends: delivers a kill that was held
// back by hop_port_protected. Context: task.
void hop_kill_deliver(void);

#ifdef __cplusplus
}
#endif
