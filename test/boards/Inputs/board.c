// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What has to work on every board (../machines.test): a task that overflows, is cleaned up and runs again; the handler
// HANDLER of interrupt IRQ, by the vendor's name; sleeps of as many ticks as asked for, and time stamps that fit them.
// A task that never waits keeps QEMU's time to that of instructions.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task worker, spinner;
static _Alignas(8) char stack[1024], spinner_stack[HOP_STACK_MIN];
static volatile int runs, cleanups, fired;
static volatile uint32_t exception;

static void clean(int *unused)
{
    (void)unused;
    cleanups++;
}

static int depth(int n)
{
    volatile char frame[40];
    frame[n % 40] = 1;
    return depth(n + 1) + frame[n % 40];
}

static void work(void *unused)
{
    (void)unused;
    if (runs++ == 2)
        return;
    __attribute__((cleanup(clean))) int held = 0;
    depth(0);
}

static void spin(void *unused)
{
    (void)unused;
    for (;;)
        ;
}

static void start(struct hop_task *task, const char *name, void (*entry)(void *), char *memory, size_t size,
                  unsigned priority)
{
    hop_task_create(task, &(struct hop_task_config){
        .name = name, .entry = entry, .stack = memory, .stack_size = size, .priority = priority});
}

void HANDLER(void)
{
    exception = *(volatile uint32_t *)0xe000ed04 & 0x1ff;
    fired++;
}

static void fire(void)
{
    ((volatile uint32_t *)0xe000e100)[IRQ / 32] = 1u << IRQ % 32; // ISER
    ((volatile uint32_t *)0xe000e200)[IRQ / 32] = 1u << IRQ % 32; // ISPR
    __asm volatile("dsb\n isb");
}

// Ticks that sleeps of 1 to 5 were too short or too long.
static unsigned sleep_error(void)
{
    unsigned wrong = 0;
    for (uint32_t length = 1; length <= 5; length++) {
        uint32_t start = hop_time_ticks();
        hop_task_sleep(length);
        wrong += hop_time_ticks() - start != length;
    }
    return wrong;
}

// Whether 16 ticks are as long, in time stamps, to a hundredth.
static int stamps_fit(void)
{
    uint32_t want = hop_time_cycles_hz() / HOP_TICK_HZ * 16;
    hop_task_sleep(1);
    uint32_t start = hop_time_cycles();
    hop_task_sleep(16);
    uint32_t took = hop_time_cycles() - start;
    return took - want + want / 100 <= want / 50;
}

int main(void)
{
    start(&spinner, "spinner", spin, spinner_stack, sizeof spinner_stack, HOP_PRIORITY_MIN);
    start(&worker, "worker", work, stack, sizeof stack, HOP_PRIORITY_MAIN + 1);
    hop_task_sleep(20);
    fire();
    fire();
    printf("runs %d, cleanups %d\n", runs, cleanups);
    printf("handler ran %d times for exception %d\n", fired, (int)exception - IRQ);
    printf("sleeps wrong %u, stamps fit %d, %lu Hz\n", sleep_error(), stamps_fit(), (unsigned long)hop_board_clock_hz());
    return 0;
}
