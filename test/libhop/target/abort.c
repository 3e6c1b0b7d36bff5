// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// abort, a failed assertion and a signal that nobody handles end the task that calls them, with its cleanups; it runs
// again, and the others go on. The report names the place.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em -O0 -g %s -o %t.elf && %run %t.elf 2>&1 | FileCheck --check-prefix=REPORT %s
//
// CHECK: run 1
// CHECK: cleaned up
// CHECK: run 2
// CHECK: cleaned up
// CHECK: run 3
// CHECK: handled 6
// CHECK: cleaned up
// CHECK: run 4, main went on, no signal 0, no other process -1 1
//
// REPORT:      panic: abort in task 'worker'
// REPORT-NEXT: called from {{.*}}<abort+{{.*}}<work+{{.*}}abort.c
// REPORT:      assertion "answer == 42" failed: file "{{.*}}abort.c", line {{[0-9]+}}, function: work
// REPORT:      panic: abort in task 'worker'
// REPORT:      panic: signal 6 in task 'worker'

#include <assert.h>
#include <errno.h>
#include <hop/hop.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[3000];
static volatile int runs, answer = 41, turns;

static void clean(int *unused)
{
    (void)unused;
    puts("cleaned up");
}

static void handle(int number)
{
    printf("handled %d\n", number);
}

static void work(void *argument)
{
    (void)argument;
    __attribute__((cleanup(clean), unused)) int guard = 0;
    runs++;
    if (runs < 4)
        printf("run %d\n", runs);
    if (runs == 1)
        abort();
    if (runs == 2)
        assert(answer == 42);
    if (runs == 3) {
        signal(SIGABRT, handle);
        raise(SIGABRT);
        raise(SIGABRT);
    }
    hop_task_exit();
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    hop_task_create(&task, &(struct hop_task_config){.name = "worker", .entry = work, .stack = stack,
                                                     .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_sleep(5);
    int nothing = raise(0), other = kill(getpid() + 1, SIGKILL);
    printf("run %d, main went on, no signal %d, no other process %d %d\n", runs, nothing, other, errno == ESRCH);
    return 0;
}
