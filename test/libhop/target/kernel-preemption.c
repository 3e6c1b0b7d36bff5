// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// The tick takes the processor away from a task that never gives it up, and
// every sleep ends on its tick while that task spins.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task spinner, ticker;
static uint64_t spinner_stack[256], ticker_stack[256];
static volatile unsigned spins;
static volatile int stop;
static uint32_t wakes[5];

static void spin(void *unused)
{
    (void)unused;
    while (!stop)
        spins++;
}

static void tick(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        hop_task_sleep(10);
        wakes[i] = hop_time_ticks();
    }
    stop = 1;
}

static int start(struct hop_task *task, const char *name, void (*entry)(void *),
                 void *stack, unsigned priority)
{
    return hop_task_create(task, &(struct hop_task_config){.name = name,
                                                           .entry = entry,
                                                           .stack = stack,
                                                           .stack_size = 2048,
                                                           .priority = priority});
}

int main(void)
{
    // CHECK: create 0 0
    int a = start(&spinner, "spinner", spin, spinner_stack, 8);
    int b = start(&ticker, "ticker", tick, ticker_stack, 20);
    printf("create %d %d\n", a, b);
    hop_task_sleep(100);
    // CHECK: stopped 1 spun 1
    printf("stopped %d spun %d\n", stop, spins > 1000);
    // CHECK: periods 10 10 10 10
    printf("periods");
    for (int i = 1; i < 5; i++)
        printf(" %u", (unsigned)(wakes[i] - wakes[i - 1]));
    printf("\n");
    return 0;
}
