// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail, on every core: an overflow, a panic, and an overflow in a cleanup, each in a handler
// that interrupts a task and is left again. What has been freed of the main stack afterwards is all of it.
//
// RUN: %every_core -O0 %s
// RUN: %every_core -Os %s
// RUN: %every_core -Oz %s
//
// CHECK:      overflow: stack overflow, cleanups 2 1, enabled 0
// CHECK-NEXT: panic: on purpose, cleanups 2 1, enabled 0
// CHECK-NEXT: region: stack overflow, cleanups 3 2 1, enabled 0
// CHECK-NEXT: all registers: stack overflow, cleanups 2 1, enabled 0
// CHECK-NEXT: all registers in a region: stack overflow, cleanups 3357 2 1, enabled 0
// CHECK-NEXT: 200 more: left 200, cleanups 400
// CHECK-NEXT: task's words: 0 0, limit the same 1
// Row 56 of test/kernel/README.md.
#include "Inputs/isr_cases.h"

#include <stdio.h>
#include <string.h>

#define IRQ 10

static unsigned left_count;
static char left_text[32];

static void (*volatile body)(void);

static inline void run(void)
{
    body();
}

// Interrupt 10 of the boards.
HOP_ISR void DUALTIMER_Handler(void)
{
    run();
}
HOP_ISR void PWM0_Handler(void)
{
    run();
}
HOP_ISR void PPC_Handler(void)
{
    run();
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    left_count++;
    strcpy(left_text, info->text);
    return false;
}

// A call with arguments in all of r0 to r3: its check has no register.
__attribute__((noinline)) static int steps(int levels, int b, int c, int d)
{
    volatile int here = b;
    return levels == 0 ? c + d : here + steps(levels - 1, c, d, b + levels) + d;
}

static void steps_too_far(void)
{
    NOTED outer = 1;
    NOTED inner = 2;
    sink = sink + (unsigned)steps(1000, 1, 2, 3);
}

static void steps_put_off(void)
{
    hop_kill_defer_begin();
    int sum = steps(24, 1, 2, 3);
    note(&sum);
    hop_kill_defer_end();
}

static void steps_in_region(void)
{
    NOTED outer = 1;
    NOTED inner = 2;
    near_the_end(WORDS[0], steps_put_off);
}

static void fire(void (*with)(void))
{
    body = with;
    NVIC_ISER0 = 1 << IRQ;
    NVIC_ISPR0 = 1 << IRQ;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

static void show(const char *name, void (*with)(void))
{
    event_count = 0;
    fire(with);
    printf("%s: %s, cleanups", name, left_text);
    for (unsigned i = 0; i < event_count; i++)
        printf(" %d", events[i]);
    printf(", enabled %u\n", (unsigned)(NVIC_ISER0 >> IRQ & 1));
}

int main(void)
{
    uint32_t limit = WORDS[0];
    show("overflow", overflows);
    show("panic", panics);
    show("region", region);
    show("all registers", steps_too_far);
    show("all registers in a region", steps_in_region);
    event_count = left_count = 0;
    for (int i = 0; i < 200; i++)
        fire(overflows);
    printf("200 more: left %u, cleanups %u\n", left_count, event_count);
    printf("task's words: %u %u, limit the same %d\n", (unsigned)WORDS[1], (unsigned)WORDS[2],
           limit == WORDS[0]);
    return 0;
}
