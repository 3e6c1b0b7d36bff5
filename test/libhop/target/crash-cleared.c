// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task dies at any instruction of another one's hop_crash_record_clear, and is not finished when that comes back: the
// next death has a record of its own.
//
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -O2 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK: 1500 rounds, some in the call, one number for two 0
#include "../../kernel/Inputs/dual_timer.h"

#include <hop/hop.h>
#include <stdio.h>

enum { ROUNDS = 1500 };

static struct hop_task tasks[2];
static _Alignas(8) unsigned char stacks[2][2048];
static struct hop_semaphore starts[2] = {HOP_SEMAPHORE(0, 1), HOP_SEMAPHORE(0, 1)};
static struct hop_semaphore finish = HOP_SEMAPHORE(0, 1);
static volatile bool clears;
static volatile unsigned in_call;
static volatile uint32_t numbers[2];

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    in_call += clears;
    hop_semaphore_give(&starts[0]);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    numbers[hop_task_self() - tasks] = info->sequence;
}

static void take_long(struct hop_semaphore **semaphore)
{
    if (*semaphore)
        hop_semaphore_take(*semaphore);
}

static void die(void *number)
{
    __attribute__((cleanup(take_long), unused)) struct hop_semaphore *semaphore = number ? NULL : &finish;
    hop_semaphore_take(&starts[(intptr_t)number]);
    hop_panic("number %d", (int)(intptr_t)number);
}

int main(void)
{
    unsigned same = 0;
    *(volatile uint32_t *)0xe000e100 = 1 << 10;
    for (int i = 0; i < 2; i++)
        hop_task_create(&tasks[i], &(struct hop_task_config){.name = "dies", .entry = die, .argument = (void *)(intptr_t)i,
            .stack = stacks[i], .stack_size = sizeof stacks[i], .priority = 20});
    for (uint32_t counts = 1; counts <= ROUNDS; counts++) {
        dual_timer_start(counts);
        clears = true;
        hop_crash_record_clear();
        clears = false;
        while (DUAL_TIMER->control != 0)
            ;
        hop_semaphore_give(&starts[1]);
        hop_semaphore_give(&finish);
        same += numbers[0] == numbers[1];
    }
    printf("%d rounds, %s in the call, one number for two %u\n", ROUNDS, in_call > 0 && in_call < ROUNDS ? "some" : "all",
           same);
    return 0;
}
