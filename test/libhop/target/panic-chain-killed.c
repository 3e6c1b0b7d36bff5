// RUN: %clang --target=thumbv7m -Os %s -o %t.elf && %run --icount 7 --timeout 200 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop_task_kill_now at any instruction of a task that dies in more calls than a report keeps. Where all of them have been
// seen, the outermost are the last four, in order; they were turned once too often.
#include "../../kernel/Inputs/killer.h"

#include <string.h>

static volatile unsigned deaths, wrong;
static uint32_t first_chain[HOP_PANIC_CHAIN];
static uint32_t first_length;

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (deaths++ == 0) {
        first_length = info->chain_length;
        memcpy(first_chain, info->chain, sizeof first_chain);
    } else if (info->chain_length == first_length) {
        wrong += memcmp(first_chain, info->chain, sizeof first_chain) != 0;
    }
}

__attribute__((noinline)) static int level0(void)
{
    hop_panic("dies");
}

// Each call has an address of its own.
#define LEVEL(number, below)                              \
    __attribute__((noinline)) static int level##number(void) \
    {                                                     \
        volatile int result = level##below();             \
        return result + 1;                                \
    }
LEVEL(1, 0) LEVEL(2, 1) LEVEL(3, 2) LEVEL(4, 3) LEVEL(5, 4) LEVEL(6, 5) LEVEL(7, 6) LEVEL(8, 7) LEVEL(9, 8)
LEVEL(10, 9) LEVEL(11, 10) LEVEL(12, 11) LEVEL(13, 12) LEVEL(14, 13) LEVEL(15, 14) LEVEL(16, 15) LEVEL(17, 16) LEVEL(18, 17)

static void victim(void *unused)
{
    (void)unused;
    hop_notification_wait();
    level18();
}

int main(void)
{
    start_killer();
    hop_task_create(&tasks[VICTIM], &(struct hop_task_config){.name = "victim", .entry = victim, .stack = task_stacks[VICTIM],
        .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_notify(&tasks[VICTIM]);
    hop_task_sleep(2);
    for (uint32_t counts = 18000; counts < 40000; counts += 2) {
        timer_start(counts);
        hop_task_notify(&tasks[VICTIM]);
        hop_task_sleep(6);
    }
    // CHECK: length 20, killed 11000 times, wrong 0
    printf("length %u, killed %u times, wrong %u\n", (unsigned)first_length, kills, wrong);
    return 0;
}
