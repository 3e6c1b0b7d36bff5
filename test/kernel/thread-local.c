// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -O2 -flto %s -o %t.lto.elf && %run --icount 7 %t.lto.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -Os -flto -Wl,--defsym=__hop_stress_growth=1 -u hop_growth %s -o %t.grows.elf
// RUN: %run --icount 7 %t.grows.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// _Thread_local: each task has its own, as new in each life, on stacks of every kind; handlers have others. Row 70.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static _Thread_local int own = 40;
static _Thread_local int zero;
static _Thread_local _Alignas(32) char aligned[5] = "abcd";
static _Thread_local char large[300];

static volatile int handled;

ON_INTERRUPT_9()
{
    own++;
    large[299]++;
    handled = own * 10 + large[299];
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    note(own); // the dying task's
}

static int sound(void)
{
    return (uintptr_t)aligned % 32 == 0 && aligned[3] == 'd' && large[0] == 0 && zero == 0;
}

static void use(void *number)
{
    int life = (int)hop_task_generation(hop_task_self());
    note(own), note(sound());
    own += (int)(intptr_t)number;
    for (int i = 0; i < 300; i++)
        large[i] = (char)(intptr_t)number;
    hop_task_yield(), hop_task_yield();
    for (int i = 0; i < 300; i++)
        zero += large[i] != (char)(intptr_t)number;
    note(own), note(zero);
    aligned[3] = 'x', zero = 1;
    if (life == 0)
        hop_panic("once");
}

static int create(int number, const struct hop_growth_ops *growth, void *stack, size_t size)
{
    return hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "task", .entry = use, .argument = (void *)(intptr_t)number, .stack = stack, .stack_size = size,
        .growth = growth, .priority = HOP_PRIORITY_MAIN - 1});
}

static void join(const char *name, int number)
{
    hop_task_join(&tasks[number]);
    print_notes(name);
}

// The registers that the caller of __aeabi_read_tp relies on.
static int kept_registers(void)
{
    register uint32_t r1 __asm("r1") = 11, r2 __asm("r2") = 22, r3 __asm("r3") = 33;
    __asm volatile("bl __aeabi_read_tp" : "+r"(r1), "+r"(r2), "+r"(r3) : : "r0", "ip", "lr", "cc");
    return r1 == 11 && r2 == 22 && r3 == 33;
}

int main(void)
{
    interrupts_enable();
    // CHECK: main 41, sound 1, registers 1
    own++;
    printf("main %d, sound %d, registers %d\n", own, sound(), kept_registers());
    // CHECK-NEXT: fixed: 40 1 41 0 41 40 1 41 0
    create(1, NULL, task_stacks[1], TASK_STACK), join("fixed", 1);
    // CHECK-NEXT: grows: 40 1 42 0 42 40 1 42 0
    create(2, &hop_growth, task_stacks[2], TASK_STACK), join("grows", 2);
    // CHECK-NEXT: of the heap: 40 1 43 0 43 40 1 43 0
    create(3, &hop_growth, NULL, 1300), join("of the heap", 3);
    // CHECK-NEXT: odd: 40 1 44 0 44 40 1 44 0
    create(4, NULL, task_stacks[4] + 3, TASK_STACK - 9), join("odd", 4);
    // CHECK-NEXT: both: 40 1 40 1 41 0 41
    create(1, NULL, task_stacks[1], TASK_STACK), create(2, NULL, task_stacks[2], TASK_STACK);
    hop_task_sleep(5);
    noted_count = 7;
    print_notes("both");
    // CHECK-NEXT: handler: 411 main 41
    interrupt_raise(9);
    printf("handler: %d main %d\n", handled, own);
    // CHECK-NEXT: too small: -1 -1
    printf("too small: %d %d\n", create(5, NULL, task_stacks[5], HOP_STACK_MIN + 300),
           create(5, &hop_growth, NULL, HOP_STACK_MIN_GROWING + 300));
    return 0;
}
