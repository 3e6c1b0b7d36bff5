// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task object right behind its stack, and a function that writes beyond the one into the other: a word, the place of the
// stack and the name, all that is there before the first pointers of the kernel, those, too. What follows, a fault, a panic,
// an overflow, a switch, the end, may find nothing wrong, or ends the firmware with a report: the processor never
// locks up, and nothing runs on without an end. Nor where the idle task faults, which has no place for registers.
//
// RUN: %clang_v7em -Os %s -o %t.v7em.elf && %clang --target=thumbv6m -Os %s -o %t.v6m.elf
// RUN: for core in v7em v6m; do for then in fault panic overflow yield end; do for words in 1 3 8 50; do \
// RUN:   for pattern in 0 0x41414141; do %run --timeout 10 %t.$core.elf $then $words $pattern; \
// RUN:   echo "status $? of $core $then $words $pattern"; done; done; done; done >%t.txt 2>&1
// RUN: for core in v7em v6m; do for then in fault panic overflow yield end; do for words in 1 8; do \
// RUN:   for pattern in 0 0x41414141; do %run --timeout 10 %t.$core.elf $then $words $pattern grow; \
// RUN:   echo "status $? of $core $then $words $pattern"; done; done; done; done >>%t.txt 2>&1
// RUN: grep '^status' %t.txt | not grep -vE '^status (0|71) of'
// RUN: FileCheck --input-file=%t.txt %s
// RUN: %status 71 %run %t.v7em.elf idle 0 0 2>&1 | FileCheck --check-prefix=IDLE %s
// RUN: %status 71 %run %t.v6m.elf idle 0 0 2>&1 | FileCheck --check-prefix=IDLE %s
//
// IDLE: hop: fatal: {{.*}} in task 'idle'
// CHECK:       hop: fatal: undefined instruction in task '(overwritten)'
// CHECK:       status 71 of v7em fault 1 0{{$}}
// CHECK:       hop: fatal: task object overwritten in the handler of exception 11, task '(overwritten)'
// CHECK:       status 71 of v7em panic 3 0x41414141
// CHECK:       hop: fatal: undefined instruction in task '(overwritten)'
// CHECK:       status 71 of v6m fault 50 0x41414141
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    _Alignas(8) unsigned char stack[2048];
    struct hop_task task;
} victim;

static const char *what = "";
static uint32_t pattern;
static unsigned words;

__attribute__((noinline)) static int deep(int n)
{
    volatile char frame[200];
    frame[n % 200] = 1;
    return deep(n + 1) + frame[n % 200];
}

// Takes the Thumb bit away from the idle task, which has no stack object.
void SysTick_Handler(void)
{
    uint32_t *frame;
    __asm volatile("mrs %0, psp" : "=r"(frame));
    if (*what == 'i' && strcmp(hop_task_name(hop_task_self()), "idle") == 0)
        frame[7] &= ~(1u << 24);
}

static void write_beyond(void *first)
{
    volatile uint32_t *beyond = first;
    for (unsigned i = 0; i < words; i++)
        beyond[i] = pattern;
    switch (*what) {
    case 'f':
        fault_undefined();
        break;
    case 'p':
        hop_panic("on purpose");
    case 'o':
        deep(0);
        break;
    case 's':
        hop_task_sleep(1);
        break;
    case 'y':
        hop_task_yield();
        break;
    case 'e':
        break;
    }
}

// At the end of a stack that grows is what it has taken from the heap: here on a stacklet.
__attribute__((noinline)) static void write_beyond_grown(volatile char *unused)
{
    volatile char frame[1500];
    frame[0] = *unused;
    write_beyond(victim.task.runtime.growth);
    frame[1] = frame[0];
}

static void grow(void *unused)
{
    volatile char none = 0;
    (void)unused;
    write_beyond_grown(&none);
}

static void equal(void *unused)
{
    (void)unused;
    for (;;)
        hop_task_yield();
}

int main(int argc, char **argv)
{
    static struct hop_task other;
    static _Alignas(8) unsigned char stack[2048];
    if (argc < 4)
        return 2;
    what = argv[1];
    words = (unsigned)strtoul(argv[2], NULL, 0);
    pattern = (uint32_t)strtoul(argv[3], NULL, 0);
    struct hop_task_config config = {.name = "victim", .entry = write_beyond, .argument = &victim.task,
                                     .stack = victim.stack, .stack_size = sizeof victim.stack, .priority = 4,
                                     .restart = HOP_RESTART_NEVER};
    if (argc > 4)
        config.entry = grow, config.growth = &hop_growth;
    if (*what != 'i')
        hop_task_create(&victim.task, &config);
    config = (struct hop_task_config){.name = "other", .entry = equal, .stack = stack, .stack_size = sizeof stack,
                                      .priority = 4};
    if (*what != 'i')
        hop_task_create(&other, &config);
    hop_task_sleep(20);
    return 0;
}
