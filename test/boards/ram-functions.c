// RUN: %every_core -Os -DSECTION='".RamFunc"' %s
// RUN: %clang_v7em -Os -DSECTION='".data.fast"' %s -o %t.data.elf && %run %t.data.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em_hf -O2 -flto -DSECTION='".ramfunc.own"' %s -o %t.lto.elf && %run %t.lto.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em --config small.cfg -Os -DSECTION='"CodeQuickAccess"' %s -o %t.small.elf && %run %t.small.elf 2>&1 | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -Os -DSECTION='".RamFunc"' %s -o %t.stm32.elf && %run %t.stm32.elf 2>&1 | FileCheck %s
//
// The tools know them: what the linker puts between flash and RAM has no frame, and variables that are in one section with them
// are variables.
// RUN: %clang_v7em -Os -DSECTION='".RamFunc"' %s -o %t.elf
// RUN: hop-stack --check --entry work=stack --recursion deep=4 --recursion fall=3 --call work=deep,fall %t.elf | count 0
// RUN: hop-size --functions %t.elf | FileCheck --check-prefix=SIZE %s
// SIZE-DAG: {{^}}application{{ +- +- +- +- +400 +- +}}numbers
// SIZE-DAG: {{^}}application{{ +- +- +- +- +[0-9]+ +- +}}deep
// SIZE-DAG: {{^}}application{{ +- +- +- +- +[0-9]+ +- +}}fall
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that run in RAM are called from flash and call there, overflow, and are unwound.
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>

#define IN_RAM __attribute__((section(SECTION), noinline))

int numbers[100] = {3, 1};

static void cleanup(int *number)
{
    printf("cleanup %d\n", *number);
}

IN_RAM static int deep(int n)
{
    volatile char frame[100];
    __attribute__((cleanup(cleanup))) int number = n;
    frame[n % 100] = 1;
    return n < numbers[0] ? deep(n + 1) + frame[n % 100] : hop_task_self() != NULL;
}

IN_RAM static int fall(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return fall(n + 1) + frame[n % 100];
}

static int (*volatile next[])(int) = {deep, fall};
static _Alignas(8) char stack[4096];

static void work(void *unused)
{
    static int life;
    __attribute__((cleanup(cleanup))) int number = 10 + life++;
    (void)unused;
    next[life % 2](0);
}

int main(void)
{
    static struct hop_task task;
    // CHECK: cleanup 3
    // CHECK-NEXT: cleanup 2
    // CHECK-NEXT: cleanup 1
    // CHECK-NEXT: cleanup 0
    // CHECK-NEXT: deep 4, in RAM 1
    int result = deep(0);
    printf("deep %d, in RAM %d\n", result, (uintptr_t)deep > (uintptr_t)stack - 0x10000);
    // CHECK-NEXT: cleanup 10
    // CHECK: stack overflow in task 'falls'
    // CHECK: cleanup 3
    // CHECK: cleanup 0
    // CHECK-NEXT: cleanup 11
    hop_task_create(&task, &(struct hop_task_config){
        .name = "falls", .entry = work, .stack = stack, .stack_size = sizeof stack, .priority = 8});
    hop_task_join(&task);
    return 0;
}
