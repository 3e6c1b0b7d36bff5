// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tick is a millisecond of the clock that the application has chosen, by CMSIS's convention or its own function, and
// follows when that changes. QEMU's STM32F405 always runs at 168 MHz, and its TIM2 counts nanoseconds: that is what
// tells. Nobody sleeps, so that QEMU's time is that of instructions.
//
// RUN: %clang --config stm32f407xg.cfg -Os %s -o %t.none.elf && %run --icount 5 %t.none.elf | FileCheck --check-prefix=NONE %s
// RUN: %clang --config stm32f407xg.cfg -Os -DCMSIS %s -o %t.cmsis.elf && %run --icount 5 %t.cmsis.elf | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -Os -DOWN %s -o %t.own.elf && %run --icount 5 %t.own.elf | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -Os -flto -DCMSIS %s -o %t.lto.elf && %run --icount 5 %t.lto.elf | FileCheck %s
//
// RUN: %clang --config stm32f407xg.cfg -Os -DCMSIS -DUNKNOWN %s -o %t.slow.elf
// RUN: %status 71 %run %t.slow.elf 2>&1 | FileCheck --check-prefix=SLOW %s
//
// Vendors' files that leave the variable at 0 until they are asked: there was no tick, and a sleep had no end.
// SLOW:       hop: fatal: clock too slow
// NONE:       clock 16000000, 95 us a tick
// CHECK:      clock 84000000, 500 us a tick
// CHECK-NEXT: changed 0: clock 168000000, 1000 us a tick, 168000 cycles
// CHECK-NEXT: changed -1: clock 1000, 1000 us a tick
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>

struct timer {
    volatile uint32_t cr1, cr2, smcr, dier, sr, egr, ccmr1, ccmr2, ccer, cnt, psc, arr;
};
#define TIM2 ((struct timer *)0x40000000)

#if defined(CMSIS)
uint32_t SystemCoreClock = 16000000;
#define CLOCK SystemCoreClock
void SystemInit(void)
{
#ifdef UNKNOWN
    SystemCoreClock = 0;
#else
    SystemCoreClock = 84000000;
#endif
}
#elif defined(OWN)
static uint32_t clock = 84000000;
#define CLOCK clock
uint32_t hop_board_clock_hz(void)
{
    return clock;
}
#endif

enum { TICKS = 10 };

static void wait_for(uint32_t tick)
{
    while ((int32_t)(hop_time_ticks() - tick) < 0)
        ;
}

// Of TICKS whole ticks, each by the unit in which it is asked for.
static uint32_t measure(uint32_t (*now)(void))
{
    uint32_t tick = hop_time_ticks() + 1;
    wait_for(tick);
    uint32_t start = now();
    wait_for(tick + TICKS);
    return (now() - start) / TICKS;
}

static uint32_t nanoseconds(void)
{
    return TIM2->cnt;
}

static unsigned microseconds(void)
{
    return (unsigned)(measure(nanoseconds) + 500) / 1000;
}

static void print_clock(void)
{
    printf("clock %lu, %u us a tick", (unsigned long)hop_board_clock_hz(), microseconds());
}

#ifdef CLOCK
static void change(uint32_t hz)
{
    CLOCK = hz;
    int result = hop_board_clock_changed();
    printf("\nchanged %d: ", result);
    print_clock();
}
#endif

int main(void)
{
    TIM2->arr = UINT32_MAX;
    TIM2->egr = 1;
    TIM2->cr1 = 1;
    print_clock();
#ifdef CLOCK
    change(168000000);
    printf(", %u cycles", (unsigned)(measure(hop_time_cycles) + 500) / 1000 * 1000);
    change(1000);
#endif
    puts("");
    return 0;
}
