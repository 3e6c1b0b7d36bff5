// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks: created once, scheduled by priority, first in first out among equals.
#pragma once

#include "hop/arch_context.h"
#include "hop/config.h"
#include "hop/error.h"
#include "hop/runtime.h"
#include "hop/stack.h"
#include "hop/wait.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hop_mutex;
struct hop_supervision;

// What happens to a task after a panic, once its cleanups have run. hop/supervision.h has more.
enum hop_restart_policy {
    HOP_RESTART_ALWAYS, // its entry function is called again (default)
    HOP_RESTART_NEVER,  // it ends; the other tasks go on
};

// The queue in which the kernel has a task.
enum hop_task_state {
    HOP_TASK_UNUSED,
    HOP_TASK_READY,    // in the ready queue; the running task is too
    HOP_TASK_SLEEPING, // in the sleep queue
    HOP_TASK_WAITING,  // in a wait queue, and in the sleep queue if timed
    HOP_TASK_ENDED,    // never runs again
};

// The configuration of a task, for hop_task_create.
struct hop_task_config {
    const char *name; // must outlive the task
    void (*entry)(void *argument);
    void *argument;
    // Memory below the main stack, see hop_task_create. NULL, if the stack grows: from the
    // heap, given back when the task ends.
    void *stack;
    // Bytes, at least HOP_STACK_MIN, or HOP_STACK_MIN_GROWING if the stack grows, plus what the
    // program's thread-local variables take.
    size_t stack_size;
    const struct hop_growth_ops *growth; // &hop_growth: the stack grows (hop/stack.h)
    size_t stack_limit; // total bytes that it may grow to, 0: no limit
    struct hop_stack_profile *stack_profile; // NULL: none
    unsigned priority; // HOP_PRIORITY_MIN..HOP_PRIORITY_MAX
    unsigned restart; // enum hop_restart_policy, whose size depends on -fshort-enums
    const struct hop_supervision *supervision; // hop/supervision.h, NULL: none
};

// Fields are private to libhop.
struct hop_task {
    // First member: the runtime's part, see hop/runtime.h.
    struct hop_runtime runtime;
    // Context switch only: what newlib keeps for the task, while it is not running.
    int libc_error; // errno
    void *libc_conversions; // libc/conversions.c

    // Guarded by the kernel lock, up to wait_result.
    struct hop_task *next; // ready queue, or `queue`
    struct hop_task *previous;
    uint8_t priority; // effective: base, or inherited
    uint8_t state;    // enum hop_task_state
    bool timed;       // in the sleep queue
    bool firm;        // HOP_TASK_WAITING, and a kill does not end it

    // Context switch only.
    struct hop_arch_context context;

    struct hop_wait_queue *queue; // NULL unless HOP_TASK_WAITING
    void *wait_data;              // what the queue's settle() takes from or gives to
    struct hop_task *next_task;   // all that are in use
    struct hop_wait_queue notification_queue; // the task itself, or empty
    struct hop_wait_queue joiners;
    struct hop_task *sleep_next; // sleep queue
    struct hop_task *sleep_previous;
    uint32_t wake_tick;
    struct hop_mutex *waits_for; // the mutex that `queue` belongs to, NULL: another object
    struct hop_mutex *held;      // mutexes held, latest first
    int wait_result;             // enum hop_error of the wait that ended

    // hop/load.h. The switch exception, and tasks that keep it away.
    uint64_t cycles;
    // Restarts so far. The task itself.
    uint32_t generation;
    // hop/notification.h; see kernel/count.h.
    struct hop_count notified;

    // Written once at creation, base_priority by hop_task_set_priority.
    uint8_t base_priority;
    uint8_t outcome; // enum hop_panic_outcome, what a panic leads to
    bool kill_untold; // no wait has ended with HOP_KILLED for it yet. Guarded by the kernel lock.
    volatile uint8_t suspension; // kernel/suspend.h
    uint16_t turn; // ticks of its turn that it has had (hop/time.h). The tick exception.
    void (*entry)(void *argument);
    void *argument;
    const struct hop_supervision *supervision; // NULL: none
};

// Makes *task ready to run `config->entry(config->argument)`. When the entry
// function returns, the task ends. *task and the stack must be zeroed or ended,
// and stay valid as long as the task runs; the stack must lie below the main
// stack, where the linker script puts every variable and the heap.
// HOP_INVALID: a field is out of range, or the task is in use. HOP_NO_MEMORY: for a stack
// from the heap. Switches at once if the new task is more urgent. Context: task, or before the kernel runs.
int hop_task_create(struct hop_task *task,
                    const struct hop_task_config *config);

// The same with a task object from the heap, and with a stack from the heap if the configuration
// has none. Stores the object in *task, NULL after an error. HOP_NO_MEMORY. hop_task_reap gives the memory back.
// Takes 64 bytes of stack more than other calls. Context: task.
int hop_task_spawn(struct hop_task **task, const struct hop_task_config *config);

// hop_task_join for a task of hop_task_spawn; unless there is an error, its memory is then given
// back. Once only: the object is gone. Context: task, else a panic.
int hop_task_reap(struct hop_task *task);

// Lets other tasks of the same priority run first; if the calling task has suspended preemption, once that ends. A handler
// needs no such call: a task that it has woken runs when it ends. Context: task, else a panic.
void hop_task_yield(void);

// Blocks until the tick counter has advanced by `milliseconds`: the wake-up is
// on that tick, so a loop that only sleeps keeps its period without drift.
// 0 yields, and never waits. HOP_INVALID above HOP_TIME_MAX. HOP_KILLED: see hop_task_kill. Blocking
// where it is not allowed is a panic. Context: task.
int hop_task_sleep(uint32_t milliseconds);

// Blocks until `*wake` + `period` and stores that time in `*wake`; returns at
// once if it is past, so that missed periods are caught up. Start with
// *wake = hop_time_ticks(). HOP_INVALID for a period above HOP_TIME_MAX; HOP_KILLED.
// Context: task.
int hop_task_sleep_until(uint32_t *wake, uint32_t period);

// The calling task, NULL before the first one runs; in a handler, the task that
// it interrupted. Context: any.
struct hop_task *hop_task_self(void);

// The name in its configuration. Context: any.
const char *hop_task_name(const struct hop_task *task);

// How often the task has been restarted. Context: any.
uint32_t hop_task_generation(const struct hop_task *task);

// Base priority, unaffected by inheritance. HOP_INVALID: out of range, or the task is not in use or the idle one.
// Context: task.
int hop_task_set_priority(struct hop_task *task, unsigned priority);
// The effective one, 0 while it is suspended. Context: any.
unsigned hop_task_priority(const struct hop_task *task);

// The task does not run until hop_task_resume. Priority inheritance does not run it either: tasks that wait for a
// mutex that it holds, or for a lock of the C library, wait until then. Its own waits, sleeps and timeouts continue:
// it keeps what comes for it, and acts on it once resumed, but others that wait for the same are served first.
// Suspensions are not counted: one resume ends any number of them. The task may be anywhere in its own code, also
// in a cleanup or deferral region; a call of libhop that it is in is finished first.
// A kill ends the suspension, and the task dies at once. A deadline (hop/supervision.h) keeps running. The
// next life is not suspended.
// HOP_INVALID: not in use, or the idle task. HOP_KILLED: it is dying, or about to; for the calling task
// also: a kill has ended its suspension. HOP_CONTEXT in a handler or before the kernel runs. A
// task may suspend itself where it may block (elsewhere that is a panic), but a resume that comes
// too early is lost: to wait for an event use semaphores or notifications.
// Context: task.
int hop_task_suspend(struct hop_task *task);

// Ends the suspension; HOP_OK, too, if there is none. HOP_INVALID: not in use. O(chain of mutexes that
// it waits for); from a handler O(1), and O(tasks) in the switch that follows. Context: any.
int hop_task_resume(struct hop_task *task);

// Context: any.
bool hop_task_is_suspended(const struct hop_task *task);

// Makes the task die as by a panic, with `reason`, which must outlive it: at its next checked
// call outside cleanup and deferral regions its cleanups run, and then it restarts or ends
// by its policy. If it is waiting in a call of libhop, that wait ends with HOP_KILLED, otherwise its
// next one does; inside a region the task then carries on, and later waits work as usual,
// until the region ends. Waits of the C library for its locks do not end. The
// calling task may kill itself. A task that is dying already is left alone. A loop without a
// checked call does not notice the kill.
// HOP_INVALID: not in use, or the idle task. HOP_CONTEXT in a handler or before the kernel
// runs. Context: task.
int hop_task_kill(struct hop_task *task, const char *reason);

// The same for a task that does not come to such a call: in a loop without one, in a region, or
// in a cleanup that does not end. Wherever it has been interrupted, it continues as if that
// instruction had faulted. So the cleanups of the interrupted function itself are not run; if it is in a
// cleanup, no further ones are run; and what a region protects may be half-changed. A task that waits is killed
// as by hop_task_kill; so are the calling task, and one that is on a stacklet (hop/stack.h), for
// which the result is HOP_BUSY. HOP_INVALID, HOP_CONTEXT. Context: task.
int hop_task_kill_now(struct hop_task *task, const char *reason);

// Waits until the task has ended, as long as it takes: by a return of its entry function,
// hop_task_exit, or a death that its policy does not follow by a restart. HOP_OK at once if
// it has ended, or was never created. HOP_DEADLOCK: the calling task. HOP_INVALID: NULL. HOP_KILLED.
// O(waiters). Context: task, else a panic.
int hop_task_join(struct hop_task *task);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that passed
// first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_task_timed_join(struct hop_task *task, uint32_t milliseconds);

// Ends the calling task for good: no cleanups, mutexes it holds are released as
// after a death. Context: task.
HOP_NORETURN void hop_task_exit(void);

#ifdef __cplusplus
}
#endif
