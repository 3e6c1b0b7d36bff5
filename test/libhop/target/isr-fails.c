// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail: an overflow or panic in one runs its cleanups, leaves it, and disables its interrupt; what
// it interrupted goes on with all its registers. So for nested ones, from a region, and where the hook
// takes care of the device.
//
// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      fine: 3 times, left 0 times
// CHECK-NEXT: overflow: IRQ 8: stack overflow, cleanups 2 1, enabled 0
// CHECK-NEXT: panic: IRQ 8: on purpose, cleanups 2 1, enabled 0
// CHECK-NEXT: region: IRQ 8: stack overflow, cleanups 3 2 1, enabled 0
// CHECK-NEXT: handled: IRQ 8: on purpose, cleanups 2 1, enabled 1
// CHECK-NEXT: nested: IRQ 9: on purpose, cleanups 2 1, outer went on 1, enabled 0
// CHECK-NEXT: both: IRQ 8: stack overflow, cleanups 2 1 2 1, enabled 0
// CHECK-NEXT: task: wrong 0
// CHECK-NEXT: record: 24 stack overflow
// Row 57 of test/kernel/README.md.
#include "Inputs/isr_cases.h"

#include <stdio.h>
#include <string.h>

struct timer {
    volatile uint32_t control, value, reload, interrupt;
};
#define TIMER0 ((struct timer *)0x40000000)
#define TIMER1 ((struct timer *)0x40001000)
#define NVIC_ICPR0 (*(volatile uint32_t *)0xe000e280)
#define NVIC_IPR ((volatile uint8_t *)0xe000e400)

static unsigned left_count, runs, outer_went_on;
static char left_name[16], left_text[32];
static bool is_quiet;

static void fine(void)
{
    NOTED local = 0;
}

static void nested(void)
{
    NVIC_ISPR0 = 1 << 9;
    __asm volatile("dsb\n\tisb");
    outer_went_on++;
}

static void both(void)
{
    nested();
    overflows();
}

static void (*volatile body)(void) = fine;

HOP_ISR void TIMER0_Handler(void)
{
    TIMER0->interrupt = 1;
    TIMER0->control = 0;
    runs++;
    body();
}

HOP_ISR void TIMER1_Handler(void)
{
    panics();
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    left_count++;
    strcpy(left_name, info->task);
    strcpy(left_text, info->text);
    return is_quiet;
}

// Fires once, amid registers that must survive.
static unsigned fire(void (*with)(void))
{
    unsigned wrong = 0;
    body = with;
    event_count = 0;
    NVIC_ICPR0 = 3 << 8;
    NVIC_ISER0 = 3 << 8;
    TIMER0->reload = TIMER0->value = 500;
    TIMER0->control = 1 | 1 << 3;
    unsigned start = runs;
    volatile float x = 1;
    float a = x, b = a + 1, c = a + 2, d = a + 3;
    unsigned e = runs, f = e + 1, g = e + 2, h = e + 3, i = e + 4;
    while (runs == start) {
        __asm volatile("" : "+r"(e), "+r"(f), "+r"(g), "+r"(h), "+r"(i));
        a += 1, b += 1, c += 1, d += 1;
        wrong += b != a + 1 || c != a + 2 || d != a + 3;
        wrong += f != e + 1 || g != e + 2 || h != e + 3 || i != e + 4;
    }
    return wrong;
}

static void report(const char *name)
{
    printf("%s: %s: %s, cleanups", name, left_name, left_text);
    for (unsigned i = 0; i < event_count; i++)
        printf(" %d", events[i]);
}

static void report_enabled(unsigned irq)
{
    printf(", enabled %u\n", (unsigned)(NVIC_ISER0 >> irq & 1));
}

int main(void)
{
    unsigned wrong = 0;
    NVIC_IPR[8] = 0x80;
    NVIC_IPR[9] = 0x40;
    for (int i = 0; i < 3; i++)
        wrong += fire(fine);
    printf("fine: %u times, left %u times\n", runs, left_count);

    wrong += fire(overflows);
    report("overflow"), report_enabled(8);
    wrong += fire(panics);
    report("panic"), report_enabled(8);
    wrong += fire(region);
    report("region"), report_enabled(8);
    is_quiet = true;
    wrong += fire(panics);
    report("handled"), report_enabled(8);
    is_quiet = false;

    wrong += fire(nested);
    report("nested"), printf(", outer went on %u", outer_went_on), report_enabled(9);
    wrong += fire(both);
    report("both"), report_enabled(8);

    unsigned exception;
    const struct hop_panic_info *record = hop_isr_panic_record(&exception);
    printf("task: wrong %u\nrecord: %u %s\n", wrong, exception, record->text);
    return 0;
}
