// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads: tasks of the heap, each with a record that outlives it until it is joined, or has ended and is detached.
#include "hop/guard.h"
#include "hop/mutex.h"
#include "hop/task.h"
#include "kernel/time.h"
#include "kernel/tls.h"
#include "threads/storage.h"
#include "threads/wait.h"

#include <stdlib.h>

// What its task is called with.
struct thread {
    thrd_start_t start;
    void *argument;
    int result;
    bool has_result;              // false: it has died
    struct hop_task *task;        // itself, and the next one; where it is detached
    struct thread *next_detached;
};

// The address is read through memory since a compiler takes it for non-null.
extern char __hop_thread_stack_size[] __attribute__((weak));
static char *const volatile stack_size = __hop_thread_stack_size;

enum { STACK_SIZE = 2048 };

static struct hop_mutex mutex;
// Those that nobody will join. Guarded by the mutex.
static struct thread *detached;

static void run_thread(void *argument);

// NULL: a task that thrd_create has not made.
static struct thread *thread_of(const struct hop_task *task)
{
    return task->entry == run_thread ? (struct thread *)task->argument : NULL;
}

static void run_thread(void *argument)
{
    struct thread *thread = argument;
    thrd_exit(thread->start(thread->argument));
}

static void release_thread(struct hop_task *task, struct thread *thread)
{
    hop_task_reap(task);
    free(thread);
}

// Of the detached ones those that have ended. A thread is out of the list before its memory is given back: a caller
// that dies in between loses that, and nothing else.
static void release_ended(void)
{
    HOP_WITH_LOCK(&mutex)
    {
        struct thread **link = &detached;
        while (*link) {
            struct thread *thread = *link;
            if (hop_task_timed_join(thread->task, 0) != HOP_OK) {
                link = &thread->next_detached;
                continue;
            }
            *link = thread->next_detached;
            release_thread(thread->task, thread);
        }
    }
}

int thrd_create(thrd_t *id, thrd_start_t start, void *argument)
{
    release_ended();
    hop_time_slice_threads();
    struct thread *thread = malloc(sizeof *thread);
    if (!thread)
        return thrd_nomem;
    *thread = (struct thread){.start = start, .argument = argument};
    const struct hop_task_config config = {
        .name = "thread",
        .entry = run_thread,
        .argument = thread,
        .stack_size = (stack_size ? (size_t)stack_size : STACK_SIZE) + hop_tls_room_if_any(),
        .priority = hop_task_self()->base_priority,
        .restart = HOP_RESTART_NEVER,
    };
    int result = hop_task_spawn(id, &config);
    if (result != HOP_OK)
        free(thread);
    return hop_threads_result(result);
}

thrd_t thrd_current(void)
{
    return hop_task_self();
}

int thrd_equal(thrd_t one, thrd_t other)
{
    return one == other;
}

int thrd_detach(thrd_t id)
{
    struct thread *thread = thread_of(id);
    if (!thread)
        return thrd_error;
    HOP_WITH_LOCK(&mutex)
    {
        thread->task = id;
        thread->next_detached = detached;
        detached = thread;
    }
    release_ended();
    return thrd_success;
}

int thrd_join(thrd_t id, int *result)
{
    struct thread *thread = thread_of(id);
    if (!thread || hop_task_join(id) != HOP_OK)
        return thrd_error;
    bool has_result = thread->has_result;
    if (has_result && result)
        *result = thread->result;
    release_thread(id, thread);
    release_ended();
    return has_result ? thrd_success : thrd_error;
}

void thrd_exit(int result)
{
    struct thread *thread = thread_of(hop_task_self());
    if (thread && hop_threads_storage_end)
        hop_threads_storage_end();
    if (thread) {
        thread->result = result;
        thread->has_result = true;
    }
    hop_task_exit();
}
