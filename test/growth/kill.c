// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run --icount 7 --timeout 120 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task is killed after every number of instructions of calls that go to stacklets and back, of an alloca, and of the
// heap. Each life's cleanups run, as many as calls had begun; the next life holds what the first one did, and in the
// end the heap has everything back.
// Row 67 of test/kernel/README.md.
#include "../Inputs/heap_in_use.h"
#include "../Inputs/timer.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>

// Gives way to equals at the next switch, in a handler too.
void hop_sched_end_turn(void);

#define NOINLINE __attribute__((noinline))

// A count is a third of an instruction; the first ones are the way from main to the victim.
enum { OFFSETS = 6000, TO_VICTIM = 600, STACK = 1160 };

static struct hop_task victim;
static _Alignas(8) unsigned char stack[STACK];
static volatile unsigned fired, lives, deaths, other_deaths, reclaimed, held_more;
static volatile int open_calls, zero, blocks;

void hop_panic_hook(const struct hop_panic_info *info)
{
    deaths += info->reason == HOP_PANIC_KILLED;
    other_deaths += info->reason != HOP_PANIC_KILLED;
    reclaimed += info->reclaimed != NULL;
}

void TIMER0_Handler(void)
{
    timer_acknowledge();
    fired++;
    hop_sched_end_turn();
}

static void leave(int *unused)
{
    (void)unused;
    open_calls--;
}

static void give(void **block)
{
    if (*block)
        blocks--;
    free(*block);
}

NOINLINE int inner(int n)
{
    open_calls++;
    __attribute__((cleanup(leave), unused)) int guard = n;
    volatile char frame[300];
    frame[zero] = (char)n;
    return frame[zero];
}

// A kill between malloc's return and the assignment would lose the block: a region is what owns it meanwhile.
NOINLINE int outer(int a, int b, int c, int d, int e)
{
    open_calls++;
    __attribute__((cleanup(leave), unused)) int guard = a;
    __attribute__((cleanup(give))) void *block = NULL;
    volatile char frame[400];
    frame[zero] = 1;
    hop_kill_defer_begin();
    block = malloc(60);
    blocks += block != NULL;
    hop_kill_defer_end();
    volatile char array[300 + zero];
    array[zero] = 2;
    return inner(a) + inner(e) + b + c + d + frame[zero] + array[zero];
}

static void live(void *argument)
{
    struct hop_stack_stats stats;
    (void)argument;
    lives++;
    hop_stack_stats(&victim, &stats);
    held_more += stats.held > 2 * STACK + 700; // what is kept counts until the task waits
    hop_task_yield(); // main has waited for this
    for (;;)
        zero = outer(1, 2, 3, 4, 5) - 18;
}

int main(void)
{
    timer_enable();
    printf("offsets 1 to %d\n", OFFSETS);
    hop_mem_free(hop_mem_alloc(1));
    size_t before = heap_in_use();
    hop_task_create(&victim, &(struct hop_task_config){
        .name = "victim", .entry = live, .stack = stack, .stack_size = STACK & ~7, .growth = &hop_growth,
        .stack_limit = 8000, .priority = HOP_PRIORITY_MAIN});
    unsigned missed = 0;
    hop_task_yield();
    for (uint32_t counts = 1; counts <= OFFSETS; counts++) {
        unsigned was = lives, at = fired;
        timer_start(TO_VICTIM + counts);
        hop_task_yield(); // back by the handler
        missed += fired == at;
        hop_task_kill(&victim, "at every instruction");
        while (lives == was)
            hop_task_yield();
    }
    hop_task_kill(&victim, "the last time");
    victim.outcome = HOP_OUTCOME_STOP;
    hop_task_sleep(3);
    // CHECK: 6001 deaths, 0 others, 0 given up, 0 missed
    printf("%u deaths, %u others, %u given up, %u missed\n", deaths, other_deaths, reclaimed, missed);
    // CHECK-NEXT: open calls 0, blocks 0, held more 0, left 0
    printf("open calls %d, blocks %d, held more %u, left %d\n", open_calls, blocks, held_more, (int)(heap_in_use() - before));
    return 0;
}
