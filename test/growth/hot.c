// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hot split: a loop at the end of a part of the stack, whose calls do not fit there. After a few rounds it runs at no
// less than 0.97 of its speed on a fixed stack, where the memory below is free and where the function with the loop is
// called again and again. Where neither helps, a crossing takes at most 100 instructions, with FP registers in use, too.
// Row 61 of test/kernel/README.md.
#include "../Inputs/counter.h"

#include <stdio.h>

enum { WARM_UP = 30, CALLS = 50 };

static struct hop_task task;
static volatile uint32_t sink;
static uint32_t instructions;
static volatile bool uses_fp;

// About 200 instructions, 400 bytes.
__attribute__((noinline)) static void callee(void)
{
    volatile uint32_t frame[100];
    for (unsigned i = 0; i < 50; i++)
        frame[i % 10] = i;
    sink = frame[3];
#if defined(__ARM_FP)
    if (uses_fp)
        __asm volatile("vmov s0, s0");
#endif
}

__attribute__((noinline)) static void loop(void)
{
    volatile uint32_t frame[200];
    frame[0] = 0;
    for (unsigned i = 0; i < CALLS; i++) {
        callee();
        frame[i % 3] = i;
    }
}

// A loop of the task's main function.
static void in_main(void *argument)
{
    (void)argument;
    for (unsigned i = 0; i < WARM_UP; i++)
        callee();
    uint32_t from = counter_read();
    for (unsigned i = 0; i < CALLS; i++)
        callee();
    instructions = counter_instructions(from, counter_read());
}

// A loop in a function that has a stacklet of its own, and returns.
static void in_function(void *argument)
{
    (void)argument;
    for (unsigned i = 0; i < 3; i++)
        loop();
    uint32_t from = counter_read();
    loop();
    instructions = counter_instructions(from, counter_read());
}

static uint32_t run(void (*entry)(void *), void *where, size_t size, const struct hop_growth_ops *growth)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = entry, .stack = where, .stack_size = size,
                                                     .growth = growth, .priority = HOP_PRIORITY_MAIN + 1});
    return instructions;
}

static void compare(const char *name, void (*entry)(void *), void *where, size_t size)
{
    static _Alignas(8) unsigned char fixed[4096];
    uint32_t on_fixed = run(entry, fixed, sizeof fixed, NULL);
    uint32_t growing = run(entry, where, size, &hop_growth);
    uint32_t speed = on_fixed * 1000 / growing;
    printf("%s: %s (0.%03u)\n", name, speed >= 970 ? "at least 0.97" : "below 0.97", (unsigned)(speed > 999 ? 999 : speed));
}

static void tell_crossing(const char *name, void *where, size_t size)
{
    uint32_t growing = run(in_main, where, size, &hop_growth) / CALLS;
    uint32_t from = counter_read();
    callee();
    uint32_t crossing = (growing - counter_instructions(from, counter_read()) + 1) / 2;
    printf("%s: %s 100 instructions a crossing (%u)\n", name, crossing <= 100 ? "at most" : "more than", (unsigned)crossing);
}

int main(void)
{
    static _Alignas(8) unsigned char small[1024];
    counter_start();
    hop_mem_free(hop_mem_alloc(1));
    // CHECK: in the main function, memory below free: at least 0.97
    compare("in the main function, memory below free", in_main, NULL, 1000);
    // CHECK: in a function that is called again: at least 0.97
    compare("in a function that is called again", in_function, small, 960);
    // CHECK: in the main function on a fixed object: at most 100 instructions a crossing
    tell_crossing("in the main function on a fixed object", small, 960);
#if defined(__ARM_FP)
    uses_fp = true;
#endif
    // CHECK: the same, FP registers in use if there are any: at most 100 instructions a crossing
    tell_crossing("the same, FP registers in use if there are any", small, 960);
    return 0;
}
