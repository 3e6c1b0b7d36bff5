// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that was killed enters a region with its limit poisoned. Its next check reads that, and anywhere between the
// check and its trap another task runs: the trap still knows how much was asked for, and the call happens.
//
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -O2 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK: 600 deaths: 0 without the end of the region, 0 given up
// CHECK: other tasks: 600
#include "../../kernel/Inputs/dual_timer.h"

#include <hop/hop.h>

#include <stdio.h>
#include <stdlib.h>

enum { COUNTS = 600 };

static struct hop_task victim, other;
static struct hop_semaphore go;
static volatile unsigned counts, given_up, others, halfway;
static volatile bool in_region;

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    hop_semaphore_give(&go);
}

static void run_in_between(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&go);
        others++;
    }
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    given_up += info->reclaimed != NULL || info->reason != HOP_PANIC_KILLED;
}

// In the region nothing is checked but hop_mem_free, as a function of libhop for its whole depth.
static void die(void *unused)
{
    (void)unused;
    halfway += in_region;
    in_region = false;
    if (counts == COUNTS) {
        printf("%u deaths: %u without the end of the region, %u given up\nother tasks: %u\n", counts, halfway, given_up,
               others);
        exit(0);
    }
    void *block = hop_mem_alloc(8);
    hop_task_kill(&victim, "killed");
    hop_kill_defer_begin();
    in_region = true;
    dual_timer_start(++counts);
    hop_mem_free(block);
    in_region = false;
    while (others < counts)
        ;
    hop_kill_defer_end();
    hop_task_yield();
}

int main(void)
{
    static _Alignas(8) unsigned char stacks[2][2048];
    *(volatile uint32_t *)0xe000e100 = 1 << 10;
    hop_semaphore_init(&go, 0, 1);
    hop_task_create(&other, &(struct hop_task_config){.name = "other", .entry = run_in_between, .stack = stacks[0],
        .stack_size = sizeof stacks[0], .priority = 25});
    hop_task_create(&victim, &(struct hop_task_config){.name = "victim", .entry = die, .stack = stacks[1],
        .stack_size = sizeof stacks[1], .priority = 20});
    return 1;
}
