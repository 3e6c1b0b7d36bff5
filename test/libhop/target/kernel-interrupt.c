// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// A vendor's handlers work as they are: the board's timer 0 interrupts tasks
// and the kernel all the time, a second SysTick_Handler counts ticks, and
// neither loses any.
#include <hop/hop.h>
#include <stdio.h>

struct timer {
    volatile uint32_t control, value, reload, interrupt;
};
#define TIMER0 ((struct timer *)0x40000000)
#define NVIC_ISER0 (*(volatile uint32_t *)0xe000e100)

static volatile unsigned fired, ticked;
static volatile float sum;

void TIMER0_Handler(void)
{
    TIMER0->interrupt = 1;
    fired++;
    sum = sum + 0.5f;
}

void SysTick_Handler(void)
{
    ticked++;
}

int main(void)
{
    TIMER0->reload = TIMER0->value = 977;
    TIMER0->control = 1 | 1 << 3;
    NVIC_ISER0 = 1 << 8;
    uint32_t start = hop_time_ticks(), wrong = 0;
    unsigned ticks_before = ticked;
    static struct hop_mutex mutex;
    volatile double x = 1;
    while (hop_time_ticks() - start < 50) {
        wrong += hop_mutex_lock(&mutex) != 0;
        double before = x;
        x = before * 2 / 2;
        wrong += x != before;
        wrong += hop_mutex_unlock(&mutex) != 0;
    }
    TIMER0->control = 0;
    // CHECK: fired 1 ticked 1 wrong 0 sum 1
    printf("fired %d ticked %d wrong %u sum %d\n", fired > 100,
           ticked - ticks_before >= 50, (unsigned)wrong, sum == fired * 0.5f);
    return 0;
}
