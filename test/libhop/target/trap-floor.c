// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Catches: unchecked code that runs through the floor of its task's stack, where the
// processor can tell (PSPLIM, Armv8-M Mainline), and destroys its neighbour. Each of
// 50 lives dies in an unchecked recursion, every other one with floating point in use.
// The task starts anew, what lies below its stack is unharmed, and the other
// task goes on. Without the limit register it is seen to fail.
//
// RUN: %clang --target=thumbv8m.main -Os %s -o %t.main.elf
// RUN: %run --icount 7 %t.main.elf 2>%t.err | FileCheck %s
// RUN: FileCheck --check-prefix=REPORT %s < %t.err
// RUN: %clang --target=thumbv8m.main-none-eabihf -mcpu=cortex-m33 -Os %s -o %t.hf.elf
// RUN: %run --icount 7 %t.hf.elf | FileCheck %s
// RUN: %clang --target=thumbv8.1m.main-none-eabihf -mcpu=cortex-m55 -Os %s -o %t.m55.elf
// RUN: %run --icount 7 %t.m55.elf | FileCheck %s
// RUN: %clang_v7em -Os %s -o %t.none.elf
// RUN: not %run --icount 7 --timeout 5 %t.none.elf 2>&1 | FileCheck --check-prefix=NONE %s
//
// CHECK: lives 51, neighbour intact, blinks {{[1-9]}}
// REPORT: hop: panic: stack overflow of unchecked code in task 'worker'
// REPORT-NEXT: hop:   cleanups given up: the stack is lost
// REPORT-NEXT: hop:   task restarted
// NONE-NOT: neighbour intact
// NONE:     {{locked up|HardFault|DESTROYED}}

#include <hop/hop.h>

#include <stdio.h>

enum { LIVES = 50 };

// The stack is above its neighbour, which is what it would overflow into.
static struct {
    unsigned neighbour[256];
    _Alignas(8) unsigned char stack[1536];
} memory;
static struct hop_task worker, blinker;
static _Alignas(8) unsigned char blinker_stack[1024];
static volatile unsigned lives, blinks, done;
static volatile float number = 1;

__attribute__((no_split_stack, noinline)) static unsigned unchecked(unsigned depth)
{
    volatile unsigned frame[20];
    frame[depth % 20] = depth;
    unsigned below = depth > 40 ? 0 : unchecked(depth + 1);
    return below + frame[depth % 20];
}

static void work(void *argument)
{
    (void)argument;
    if (++lives > LIVES) {
        done = 1;
        for (;;)
            hop_task_sleep(1000);
    }
    if (lives % 2 == 0)
        number = number * 1.5f;
    unchecked(0);
}

static void blink(void *argument)
{
    (void)argument;
    for (;;) {
        blinks++;
        hop_task_sleep(1);
    }
}

static int is_intact(void)
{
    for (unsigned i = 0; i < 256; i++) {
        if (memory.neighbour[i] != 0x600D0000 + i)
            return 0;
    }
    return 1;
}

int main(void)
{
    for (unsigned i = 0; i < 256; i++)
        memory.neighbour[i] = 0x600D0000 + i;
    hop_task_create(&blinker, &(struct hop_task_config){
        .name = "blinker", .entry = blink, .stack = blinker_stack,
        .stack_size = sizeof blinker_stack, .priority = 4});
    hop_task_create(&worker, &(struct hop_task_config){
        .name = "worker", .entry = work, .stack = memory.stack,
        .stack_size = sizeof memory.stack, .priority = 8});
    while ((!done || !blinks) && is_intact())
        hop_task_sleep(1);
    printf("lives %u, neighbour %s, blinks %u\n", lives, is_intact() ? "intact" : "DESTROYED", blinks);
    return !is_intact();
}
