// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// errno belongs to the task.
#include <errno.h>
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static uint64_t stack[256];
static int seen_at_start, seen_later;

static void run(void *unused)
{
    (void)unused;
    seen_at_start = errno;
    errno = 77;
    hop_task_sleep(5);
    seen_later = errno;
}

int main(void)
{
    errno = 11;
    hop_task_create(&task, &(struct hop_task_config){.name = "task",
                                                     .entry = run,
                                                     .stack = stack,
                                                     .stack_size = sizeof stack,
                                                     .priority = 20});
    int after = errno;
    errno = 12;
    hop_task_sleep(10);
    // CHECK: main 11 12, task 0 77
    printf("main %d %d, task %d %d\n", after, errno, seen_at_start, seen_later);
    return 0;
}
