// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run --icount 7 --timeout 120 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An interrupt comes after every number of instructions of calls that go to a stacklet and back, of an alloca and of a
// longjmp on one. Its handler has frames, a variable-length array and calls of the heap of its own, and gives the
// processor to another task, which does the same. Every result is right, and in the end everything has been given back.
// Row 59 of test/kernel/README.md.
#include "../Inputs/heap_in_use.h"
#include "../Inputs/timer.h"

#include <hop/hop.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

// Gives way to equals at the next switch, in a handler too.
void hop_sched_end_turn(void);

#define NOINLINE __attribute__((noinline))

// A count is a third of an instruction.
enum { OFFSETS = 9000, STACK = 1040 };

static struct hop_task tasks[2];
static _Alignas(8) unsigned char stacks[2][STACK];
static volatile unsigned fired, wrong, switches, rounds[2];
static volatile int zero, ended;

NOINLINE static int array(int count)
{
    volatile unsigned char bytes[count];
    bytes[0] = (unsigned char)count;
    bytes[count - 1] = (unsigned char)count;
    return bytes[zero];
}

// The instructions of the way back that were interrupted, by halfword.
extern char hop_stacklet_return[];
static volatile uint32_t interrupted;

static void note_place(void)
{
    const uint32_t *frame;
    __asm volatile("mrs %0, psp" : "=r"(frame));
    uint32_t offset = (frame[6] - ((uint32_t)(uintptr_t)hop_stacklet_return & ~1u)) / 2;
    if (offset < 32)
        interrupted |= 1u << offset;
}

void TIMER0_Handler(void)
{
    note_place();
    timer_acknowledge();
    void *block = hop_mem_alloc(24);
    wrong += array(40) != 40;
    hop_mem_free(block);
    fired++;
    hop_sched_end_turn();
}

NOINLINE static int callee(int a, int b, int c, int d, int e, int f)
{
    volatile char frame[500];
    frame[zero] = (char)a;
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + frame[zero] - a;
}

NOINLINE static void leap(jmp_buf back, int value)
{
    volatile char frame[600];
    frame[zero] = 1;
    longjmp(back, value + frame[zero]);
}

NOINLINE static int jump(int value)
{
    jmp_buf back;
    int result = setjmp(back);
    if (result == 0)
        leap(back, value);
    return result;
}

static void work(int self)
{
    wrong += callee(self, 2, 3, 4, 5, 6) != self + 90;
    wrong += callee(self, 2, 3, 4, 5, 6) != self + 90;
    wrong += array(450 + self) != (unsigned char)(450 + self);
    wrong += jump(self + 7) != self + 8;
}

static void run(void *argument)
{
    int self = argument == &tasks[1];
    while (!ended) {
        work(self);
        rounds[self]++;
        hop_sched_end_turn();
    }
}

int main(void)
{
    timer_enable();
    printf("offsets 1 to %d\n", OFFSETS);
    hop_mem_free(hop_mem_alloc(1));
    size_t before = heap_in_use();
    for (int i = 0; i < 2; i++)
        hop_task_create(&tasks[i], &(struct hop_task_config){
            .name = "task", .entry = run, .argument = &tasks[i], .stack = stacks[i], .stack_size = STACK & ~7,
            .growth = &hop_growth, .stack_limit = 8000, .priority = HOP_PRIORITY_MAIN, .restart = HOP_RESTART_NEVER});
    for (uint32_t counts = 1; counts <= OFFSETS; counts++) {
        unsigned at = fired;
        timer_start(counts);
        while (fired == at)
            hop_task_yield();
    }
    ended = 1;
    while (tasks[0].state != HOP_TASK_ENDED || tasks[1].state != HOP_TASK_ENDED)
        hop_task_sleep(1);
    // push, bl, mov, mov, pop, mov, bx
    // CHECK: way back interrupted at 0x{{0*}}fb
    printf("way back interrupted at %#010x\n", (unsigned)interrupted & 0xff);
    // CHECK: fired 9000, wrong 0, both ran, left 0
    printf("fired %u, wrong %u, both %s, left %d\n", fired, wrong, rounds[0] > 3000 && rounds[1] > 3000 ? "ran" : "did not run",
           (int)(heap_in_use() - before));
    return 0;
}
