// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.elf && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em -Os -DHANDLER %s -o %t.elf && %run %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A return address that was overwritten with 0 is no end of a stack, in programs with handlers that may fail or without: the
// task is reclaimed, and the report says so.
//
// CHECK: hop: panic: damaged in task 'task'
// CHECK-NEXT: called from
// CHECK-NEXT: cleanups given up at
// CHECK-NEXT: task ended
// CHECK: main goes on
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];

// Its frame has the return address at the top: what has written past an array put 0 there.
__attribute__((noinline)) static void damage(uint32_t value)
{
    volatile uint32_t words[2];
    __asm volatile("" ::"r"(words) : "memory", "r4", "r5", "r6", "r7");
    uint32_t *from = (uint32_t *)(uintptr_t)words;
    uint32_t back = (uint32_t)(uintptr_t)__builtin_return_address(0);
    while (*from != back)
        from++;
    *from = value;
    hop_panic("damaged");
}

#if defined(HANDLER)
HOP_ISR void TIMER0_Handler(void)
{
}
#endif

static void work(void *unused)
{
    (void)unused;
    damage(0);
    puts("went on");
}

int main(void)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = work, .stack = stack, .stack_size = sizeof stack,
                                                     .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    puts("main goes on");
}
