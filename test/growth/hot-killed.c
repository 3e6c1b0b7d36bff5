// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os -DNOW %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -Os -DNOW %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task is killed at every instruction of the cure of a hot split: its stack object, and the part of the stack that a
// function with a loop has, grow into the memory below. With NOW it is hop_task_kill_now, which leaves the interrupted function
// without its cleanup. The second time the task holds no more than the first time, and in the end the heap has everything back.
#include "../Inputs/heap_in_use.h"
#include "../Inputs/timer.h"

#include <hop/hop.h>
#include <stdio.h>

// Gives way to equals at the next switch, in a handler too.
void hop_sched_end_turn(void);

#define NOINLINE __attribute__((noinline))

// Counts of the timer; the first ones are the way from main to the victim.
enum { PER_INSTRUCTION = 3, OFFSETS = 9000, TO_VICTIM = 600, STACK = 1000, LIMIT = 8000 };

static struct hop_task victim;
static volatile unsigned fired, lives, deaths, other_deaths, reclaimed, unfinished;
static volatile int open_calls, zero, rounds;
static volatile uint32_t sink;
static struct hop_semaphore killer_wanted = HOP_SEMAPHORE(0, 1);

void hop_panic_hook(const struct hop_panic_info *info)
{
    deaths += info->reason == HOP_PANIC_KILLED;
    other_deaths += info->reason != HOP_PANIC_KILLED;
    reclaimed += info->reclaimed != NULL;
    unfinished += open_calls != 0;
    open_calls = 0;
}

ON_TIMER()
{
    timer_acknowledge();
    fired++;
#if defined(NOW)
    hop_semaphore_give(&killer_wanted);
#else
    hop_sched_end_turn();
#endif
}

static void leave(int *unused)
{
    (void)unused;
    open_calls--;
}

NOINLINE static void callee(void)
{
    open_calls++;
    __attribute__((cleanup(leave), unused)) int guard = 1;
    volatile uint32_t frame[100];
    frame[zero] = 5;
    sink = frame[zero];
}

NOINLINE static void loop(void)
{
    volatile uint32_t frame[200];
    frame[zero] = 0;
    for (unsigned i = 0; i < 10; i++) {
        callee();
        frame[i % 3] = i;
    }
}

// A life is longer than the last offset, and so goes through both cures.
static void live(void *unused)
{
    (void)unused;
    lives++;
    hop_task_yield(); // main has waited for this
    for (;;) {
        for (unsigned i = 0; i < 10; i++)
            callee();
        loop();
        rounds++;
    }
}

static void killer(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&killer_wanted);
        hop_task_kill_now(&victim, "at every instruction");
    }
}

static size_t held(void)
{
    struct hop_stack_stats stats;
    hop_stack_stats(&victim, &stats);
    return stats.held;
}

// Lets the victim run for so long. Returns what it has held at most in its own life, or when the next one began.
static size_t kill_after(uint32_t counts)
{
    unsigned life = lives;
    timer_start(TO_VICTIM + counts);
    hop_task_yield(); // back by the handler
    size_t most = held();
#if !defined(NOW)
    hop_task_kill(&victim, "at every instruction");
#endif
    while (lives == life)
        hop_task_yield();
    return held() > most ? held() : most;
}

// After each instruction. What the victim has held at most.
static size_t kill_at_all(uint32_t counts)
{
    size_t most = 0;
    for (; counts <= OFFSETS; counts += PER_INSTRUCTION) {
        size_t now = kill_after(counts);
        most = now > most ? now : most;
    }
    return most;
}

int main(void)
{
    static struct hop_task killer_task;
    static _Alignas(8) unsigned char killer_stack[1400];
    timer_enable();
    printf("offsets 1 to %d\n", OFFSETS); // has its buffer from now on
    size_t before = heap_in_use();
    hop_task_create(&victim, &(struct hop_task_config){
        .name = "victim", .entry = live, .stack_size = STACK, .growth = &hop_growth, .stack_limit = LIMIT,
        .priority = HOP_PRIORITY_MAIN});
    hop_task_create(&killer_task, &(struct hop_task_config){
        .name = "killer", .entry = killer, .stack = killer_stack, .stack_size = sizeof killer_stack,
        .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_yield();
    size_t first = kill_at_all(1), second = kill_at_all(2);
    victim.outcome = HOP_OUTCOME_STOP;
    hop_task_kill(&victim, "the last time");
    hop_task_join(&victim);
    // CHECK: 6001 deaths, 0 others, 0 given up, timer 6000
    printf("%u deaths, %u others, %u given up, timer %u\n", deaths, other_deaths, reclaimed, fired);
#if defined(NOW)
    unfinished = 0; // in which of its instructions the callee was interrupted decides
#endif
    // CHECK-NEXT: both cures 1, cleanups missing 0, held more 0, left 0
    printf("both cures %d, cleanups missing %u, held more %d, left %d\n", rounds > OFFSETS / PER_INSTRUCTION, unfinished, second > first,
           (int)(heap_in_use() - before));
    return 0;
}
