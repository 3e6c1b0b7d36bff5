// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that runs out of stack, and starts again. Its third run ends the program.
#include "depth.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>

static struct hop_task worker;
static _Alignas(8) char stack[2048];

static void leave(int *run)
{
    printf("run %d: cleanup\n", *run);
}

static void work(void *argument)
{
    static int runs;
    __attribute__((cleanup(leave))) int run = ++runs;
    (void)argument;
    printf("run %d\n", run);
    if (run == 3)
        exit(0);
    depth(1000);
}

int main(void)
{
    int error = hop_task_create(&worker, &(struct hop_task_config){
        .name = "worker", .entry = work, .stack = stack, .stack_size = sizeof stack,
        .priority = 8});
    if (error)
        return 1;
    hop_task_sleep(1000);
    return 2;
}
