// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A few tasks, and what they did: numbers in the order in which they were noted.
#pragma once

#include <hop/hop.h>
#include <stdio.h>

enum { TASK_COUNT = 10, TASK_STACK = 1600 };

static struct hop_task tasks[TASK_COUNT];
static _Alignas(8) unsigned char task_stacks[TASK_COUNT][TASK_STACK];

// A task of main's priority plus `above` that ends when it dies; its argument is its number.
static inline void start(int number, void (*entry)(void *), int above)
{
    int error = hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "task", .entry = entry, .argument = (void *)(intptr_t)number,
        .stack = task_stacks[number], .stack_size = TASK_STACK,
        .priority = (unsigned)(HOP_PRIORITY_MAIN + above), .restart = HOP_RESTART_NEVER});
    if (error)
        printf("task %d: error %d\n", number, error);
}

// What several tasks count: one that preempts another in the middle of `++` would have its own undone.
static inline int count(volatile int *counter, int step)
{
    hop_preemption_suspend();
    int value = *counter += step;
    hop_preemption_resume();
    return value;
}

static volatile int noted[64];
static volatile unsigned noted_count;

static inline void note(int value)
{
    if (noted_count < sizeof noted / sizeof noted[0])
        noted[noted_count++] = value;
}

static inline void print_notes(const char *name)
{
    printf("%s:", name);
    for (unsigned i = 0; i < noted_count; i++)
        printf(" %d", noted[i]);
    printf("\n");
    noted_count = 0;
}
