// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf 2>&1 | FileCheck %s
// RUN: %every_core -Os %s
//
// A task that panics restarts in place by default, and ends where its policy is
// "never". What it held is released; the next owner is told, once.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_mutex mutex;
static struct hop_task always, never;
static uint64_t stacks[2][256];

static void run_always(void *argument)
{
    uint32_t generation = hop_task_generation(hop_task_self());
    printf("%s: run %u\n", (char *)argument, (unsigned)generation);
    if (generation == 2)
        return;
    hop_mutex_lock(&mutex);
    hop_task_sleep(5);
    hop_panic("on purpose");
}

static void run_never(void *argument)
{
    printf("%s: run %u\n", (char *)argument,
           (unsigned)hop_task_generation(hop_task_self()));
    hop_mutex_lock(&mutex);
    hop_panic("once and for all");
}

static int start(struct hop_task *task, void (*entry)(void *), char *name,
                 int stack, enum hop_restart_policy restart)
{
    return hop_task_create(task,
                           &(struct hop_task_config){.name = name,
                                                     .entry = entry,
                                                     .argument = name,
                                                     .stack = stacks[stack],
                                                     .stack_size = 2048,
                                                     .priority = 20,
                                                     .restart = restart});
}

int main(void)
{
    // CHECK: always: run 0
    start(&always, run_always, "always", 0, HOP_RESTART_ALWAYS);
    // Main waits; it gets the mutex at the first death, and the second run waits.
    // CHECK: panic: on purpose in task 'always'
    // CHECK: task restarted
    // CHECK: always: run 1
    // CHECK: lock -5 unlock 0
    int result = hop_mutex_lock(&mutex);
    hop_task_sleep(10);
    printf("lock %d unlock %d\n", result, hop_mutex_unlock(&mutex));
    // CHECK: panic: on purpose in task 'always'
    // CHECK: always: run 2
    hop_task_sleep(20);
    // CHECK: free -5
    // CHECK: told once 0
    printf("free %d\n", hop_mutex_lock(&mutex));
    hop_mutex_unlock(&mutex);
    printf("told once %d\n", hop_mutex_lock(&mutex));
    hop_mutex_unlock(&mutex);

    // CHECK: never: run 0
    // CHECK: panic: once and for all in task 'never'
    // CHECK: task ended
    // CHECK-NOT: never: run 1
    // CHECK: lock -5 state ended 1
    start(&never, run_never, "never", 1, HOP_RESTART_NEVER);
    result = hop_mutex_lock(&mutex);
    printf("lock %d state ended %d\n", result,
           start(&never, run_always, "reused", 1, HOP_RESTART_NEVER) == 0);
    return 0;
}
