// RUN: %clang_v7em -Os -Wno-free-nonheap-object %s -o %t.elf
// RUN: %status 70 %run %t.elf twice 2>&1 | FileCheck --check-prefix=TWICE %s
// RUN: %status 70 %run %t.elf twice-joined 2>&1 | FileCheck --check-prefix=TWICE %s
// RUN: %status 70 %run %t.elf static 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: %status 70 %run %t.elf inside 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: %status 70 %run %t.elf damaged 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: %status 70 %run %t.elf realloc 2>&1 | FileCheck --check-prefix=TWICE %s
// RUN: %run %t.elf restart 2>&1 | FileCheck --check-prefix=RESTART %s
// RUN: %status 71 %run %t.elf handler 2>&1 | FileCheck --check-prefix=HANDLER %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Misuse is a panic in a task, with its cleanups, and the heap works afterwards;
// in a handler it is fatal.
// TWICE: hop: panic: heap: block freed twice in task 'main'
// NONE: hop: panic: heap: not a sound block in task 'main'
// RESTART: cleanup, heap works
// RESTART: hop: panic: heap: block freed twice in task 'worker'
// RESTART: run 2, in use 0
// HANDLER: hop: fatal: heap: block freed twice in the handler of exception 15, task 'main'
#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *volatile block;
static volatile bool in_handler;

void SysTick_Handler(void)
{
    if (in_handler)
        free(block);
}

static size_t in_use(void)
{
    struct hop_mem_stats stats;
    hop_mem_stats(&stats);
    return stats.in_use;
}

static void cleanup(int *unused)
{
    (void)unused;
    void *volatile memory = malloc(10);
    printf("cleanup, heap %s\n", memory ? "works" : "is lost");
    free(memory);
}

static void worker(void *unused)
{
    static int run;
    static size_t before;
    (void)unused;
    if (++run == 1)
        before = in_use();
    if (run == 2) {
        printf("run 2, in use %d\n", (int)(in_use() - before));
        exit(0);
    }
    __attribute__((cleanup(cleanup), unused)) int value = 0;
    free(block);
}

static struct hop_task task;
static _Alignas(8) char stack[2048];

static void restart(void)
{
    static char buffer[200];
    setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
    block = malloc(20);
    free(block);
    hop_task_create(&task, &(struct hop_task_config){
        .name = "worker", .entry = worker, .stack = stack, .stack_size = sizeof stack,
        .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_sleep(1000);
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    static char outside[64];
    void *volatile front = malloc(40);
    block = malloc(40);
    void *volatile behind = malloc(40);
    if (!strcmp(what, "restart"))
        restart();
    if (!strcmp(what, "twice-joined"))
        free(front), free(behind);
    if (!strncmp(what, "twice", 5) || !strcmp(what, "handler") || !strcmp(what, "realloc"))
        free(block);
    if (!strcmp(what, "static"))
        block = outside + 16;
    if (!strcmp(what, "inside"))
        block = (char *)block + 8;
    if (!strcmp(what, "damaged"))
        memset(front, 'x', 48);
    in_handler = !strcmp(what, "handler");
    while (in_handler)
        ;
    if (!strcmp(what, "realloc"))
        block = realloc(block, 100);
    free(block);
    return 1;
}
