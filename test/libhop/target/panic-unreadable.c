// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 --timeout 20 %t.elf 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv8m.main -Os %s -o %t.elf && %run --icount 7 --timeout 20 %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A panic whose format, argument or task's name cannot be read: the task did not come to its end, since writing its record
// faulted again and again. The report says what is missing, and the task restarts.
#include <hop/hop.h>
#include <stdio.h>

#define UNREADABLE ((const char *)0x60000000)

static struct hop_task task;
static _Alignas(8) char stack[2048];
static const char *volatile format;

static void panics(void *unused)
{
    (void)unused;
    if (hop_task_generation(&task) == 0)
        hop_panic(format, UNREADABLE);
}

static void sleeps(void *unused)
{
    (void)unused;
    if (hop_task_generation(&task) == 0)
        hop_task_sleep(10);
}

static void run(const char *name, void (*entry)(void *))
{
    hop_task_create(&task, &(struct hop_task_config){
        .name = name, .entry = entry, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    if (entry == sleeps)
        hop_task_kill(&task, UNREADABLE);
    hop_task_join(&task);
    printf("restarts %u\n", (unsigned)hop_task_generation(&task));
}

int main(void)
{
    format = UNREADABLE;
    // CHECK: panic: (not readable) in task 'task'
    // CHECK: restarts 1
    run("task", panics);
    format = "argument %s";
    // CHECK: panic: argument %s in task 'task'
    // CHECK: restarts 1
    run("task", panics);
    // CHECK: panic: (not readable) in task 'task'
    // CHECK: restarts 1
    run("task", sleeps);
    format = "no name";
    // CHECK: panic: no name in task '(not readable)'
    // CHECK: restarts 1
    run(UNREADABLE, panics);
    return 0;
}
