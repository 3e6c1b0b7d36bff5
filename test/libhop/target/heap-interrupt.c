// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handler frees and allocates while a task is inside the heap, and a second one
// interrupts the first: one comes after every number of instructions of the
// task's calls, the other some more instructions later. Nothing is lost, given out
// twice or served late, with a reserve and without; another task runs in between.
// Row 65 of test/kernel/README.md.
#include "../../Inputs/timer.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dual_timer {
    volatile uint32_t load, value, control, clear;
};
#define DUAL ((struct dual_timer *)0x40002000)

enum { SIZE = 40, HANDLERS = 2, OFFSETS = 5000 };

static void *owned[HANDLERS];
static volatile unsigned fired[HANDLERS], failed, damaged;

static void fill(void *pointer, unsigned char value)
{
    if (pointer)
        memset(pointer, value, SIZE);
}

static void check(const unsigned char *bytes, unsigned char value)
{
    for (unsigned i = 0; bytes && i < SIZE; i++)
        damaged += bytes[i] != value;
}

// Each handler keeps one block, and changes it for another.
static void change(unsigned number)
{
    check(owned[number], (unsigned char)(number + 1));
    hop_mem_free(owned[number]);
    owned[number] = number ? hop_mem_alloc(SIZE) : malloc(SIZE);
    failed += !owned[number];
    fill(owned[number], (unsigned char)(number + 1));
    fired[number]++;
}

void TIMER0_Handler(void)
{
    timer_acknowledge();
    change(0);
}

void DUALTIMER_Handler(void)
{
    DUAL->clear = 1;
    DUAL->control = 0;
    change(1);
}

// One-shot timers that interrupt after that many counts, the second later.
static void start(uint32_t counts, uint32_t later)
{
    DUAL->load = counts + later;
    DUAL->control = 1 << 7 | 1 << 5 | 1 << 1 | 1;
    timer_start(counts);
}

static void work(void)
{
    void *first = malloc(SIZE), *second = malloc(300);
    fill(first, 20);
    free(second);
    first = realloc(first, 100);
    check(first, 20);
    free(first);
}

static struct hop_mem_stats stats(void)
{
    struct hop_mem_stats now;
    hop_mem_stats(&now);
    return now;
}

static void sweep(const char *name, uint32_t later)
{
    struct hop_mem_stats before = stats();
    fired[0] = fired[1] = failed = damaged = 0;
    for (uint32_t counts = 1; counts <= OFFSETS; counts++) {
        start(counts, later);
        work();
        while (fired[0] != counts || fired[1] != counts)
            ;
    }
    hop_mem_free(owned[0]);
    hop_mem_free(owned[1]);
    owned[0] = owned[1] = NULL;
    struct hop_mem_stats after = stats();
    printf("%s: damaged %u lost %u; deferred %d failed %d served %d, counted %d\n", name,
           damaged, (unsigned)(after.in_use - before.in_use),
           after.frees_deferred - before.frees_deferred > 200, failed > 200,
           after.reserve_served - before.reserve_served > 200,
           after.failures - before.failures == failed);
}

static volatile unsigned others;

// As urgent as main: a switch that a handler's tick asks for must wait until the
// heap is left.
static void other(void *unused)
{
    (void)unused;
    for (;;) {
        free(malloc(50));
        others++;
        hop_task_yield();
    }
}

static struct hop_task task;
static _Alignas(8) char stack[2048];

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    NVIC_IPR2 = 0x80 | 0x40 << 16; // IRQ 8; IRQ 10 interrupts it
    NVIC_ISER0 = 1 << 8 | 1 << 10;
    // CHECK: none 0: damaged 0 lost 0; deferred 1 failed 1 served 0, counted 1
    sweep("none 0", 0);
    // CHECK: none 60: damaged 0 lost 0; deferred 1 failed 1 served 0, counted 1
    sweep("none 60", 60);
    hop_mem_reserve(2, SIZE);
    // CHECK: two 0: damaged 0 lost 0; deferred 1 failed 0 served 1, counted 1
    sweep("two 0", 0);
    // CHECK: two 25: damaged 0 lost 0; deferred 1 failed 0 served 1, counted 1
    sweep("two 25", 25);
    // CHECK: two 90: damaged 0 lost 0; deferred 1 failed 0 served 1, counted 1
    sweep("two 90", 90);
    hop_task_create(&task, &(struct hop_task_config){
        .name = "other", .entry = other, .stack = stack, .stack_size = sizeof stack,
        .priority = HOP_PRIORITY_MAIN});
    hop_task_yield();
    // CHECK: tasks 150: damaged 0 lost 0; deferred 1 failed 0 served 1, counted 1
    sweep("tasks 150", 150);
    // CHECK: other ran 1
    hop_task_sleep(2);
    printf("other ran %d\n", others > 10);
    return 0;
}
