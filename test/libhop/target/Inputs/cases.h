// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs cases[0], cases[1], ... one for each life of a task: a case ends in a
// panic, the hook prints what happened, the task restarts with the next case.
//
// Cleanups do not print: when the stack is full there is no room for printf.
// They note an event, and the hook prints all events of the case.
#pragma once

#include "hop/hop.h"

#include <stdio.h>
#include <stdlib.h>

typedef void (*test_case)(void);
extern const test_case cases[];
extern const unsigned case_count;

static int events[256];
static unsigned event_count;

static __attribute__((noinline)) void note(int event)
{
    if (event_count < sizeof events / sizeof events[0])
        events[event_count++] = event;
}

static __attribute__((unused)) void note_cleanup(int *variable)
{
    note(*variable);
}

// A variable whose cleanup notes its value.
#define NOTED __attribute__((cleanup(note_cleanup), unused)) int

// Keeps a call from being the last thing its function does.
static volatile int keep;

static struct hop_task case_task;
static _Alignas(8) unsigned char case_stack[4096];

static void print_events(void)
{
    printf("  events:");
    for (unsigned i = 0; i < event_count; i++)
        printf(" %d", events[i]);
    printf("\n");
    event_count = 0;
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("  panic: %s\n", info->text);
    print_events();
    printf("  asked %lu, frames %lu\n", (unsigned long)info->bytes_asked,
           (unsigned long)info->chain_length);
    if (info->reclaimed != NULL)
        printf("  given up: %s\n", info->reclaimed);
}

static void run_case(void *argument)
{
    (void)argument;
    unsigned number = hop_task_generation(&case_task);
    if (number == case_count) {
        printf("done\n");
        exit(0);
    }
    printf("case %u\n", number);
    cases[number]();
    hop_panic("case came back");
}

int main(void)
{
    const struct hop_task_config config = {
        .name = "case",
        .entry = run_case,
        .stack = case_stack,
        .stack_size = sizeof case_stack,
        .priority = 8,
    };
    if (hop_task_create(&case_task, &config) != HOP_OK)
        return 1;
    for (;;)
        hop_task_sleep(1000);
}
