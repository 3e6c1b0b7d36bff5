// RUN: %clang --target=thumbv7m -Os -fno-finite-stack -I %libhop -I %libhop/arch/arm-m -I %libhop/include %S/Inputs/busy_idle.c \
// RUN:     %S/Inputs/bracketed_tickless.c -Wl,--wrap=hop_time_tick %s -o %t.elf
// RUN: %run --icount 7 --timeout 200 %t.elf > %t.txt && FileCheck %s < %t.txt
// RUN: %run --icount 7 --trace %t.trace %t.elf once > /dev/null
// RUN: %python %S/Inputs/check_hits.py %t.elf %t.trace %t.txt hop_arch_systick __wrap_hop_time_tick TIMER0_Handler \
// RUN:   | FileCheck --check-prefix=HIT %s
// RUN: %clang_v7em_hf -Os -fno-finite-stack -I %libhop -I %libhop/arch/arm-m -I %libhop/include %S/Inputs/busy_idle.c \
// RUN:     %S/Inputs/bracketed_tickless.c -Wl,--wrap=hop_time_tick %s -o %t.elf
// RUN: %run --icount 7 --timeout 200 %t.elf > %t.txt && FileCheck %s < %t.txt
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An interrupt cuts rests of the tick, at any time of them, and a second one comes at every instruction of the cut; the tick
// comes at every instruction of what prepares a rest. Both handlers and the task that is woken see the ticks of a timer that never stops, and never fewer than before. At the end
// the ticks come when they would have come, but for what hop/tickless.h says. Row 72.
//
// HIT: operations: executed {{[0-9]+}}, not interrupted 0
// HIT: handler: executed {{[0-9]+}}, not interrupted 0
#include "Inputs/interrupted/hits.h"

#include "../Inputs/timer.h"
#include "Inputs/dual_timer.h"

#include <hop/hop.h>
#include <hop/tickless.h>
#include <stdio.h>

// In counts, of which an instruction takes 3. The cut lies between FIRST and LAST after the first interrupt, whose handler
// takes less than HANDLER. LONGEST_WAY is more than from a task that waits to the end of what the idle task does first.
enum {
    ROUNDS = 1000,
    TICK = 25000,
    FIRST = 100,
    LAST = 1800,
    HANDLER = 800,
    LONGEST_WAY = 1400,
    SWEEPS = 4,
    SWEEPS_AT_A_TICK = 16,
    SWEEPS_OF_THE_TICK = 8,
};

#define SYSTICK_VALUE (*(volatile uint32_t *)0xe000e018)

static struct hop_semaphore woken = HOP_SEMAPHORE(0, 1);
static uint32_t ticks_before, cycles_before; // at a tick
static volatile uint32_t last, backwards, wrong;

// A tick that has come may wait to be counted; and around it both are right. The second handler may come between any two
// lines of the first one.
static void look(void)
{
    uint32_t before = last, now = hop_time_ticks();
    int32_t cycles = (int32_t)(hop_time_cycles() - cycles_before), ticks = (int32_t)(now - ticks_before);
    backwards += (int32_t)(now - before) < 0;
    wrong += ticks < (cycles + TICK - TICK / 4) / TICK - 2 || ticks > (cycles + TICK / 4) / TICK;
    last = now;
}

void TIMER0_Handler(void)
{
    handler_end(); // of the idle task's part, if it was there
    timer_acknowledge();
    look();
    hop_semaphore_give(&woken);
}

__attribute__((used)) void second_handler(const uint32_t *frame)
{
    dual_timer_acknowledge();
    note_place(0, frame);
    look();
}

__attribute__((naked)) void DUALTIMER_Handler(void)
{
    WITH_FRAME(second_handler);
}

void __wrap_hop_time_tick(void), __real_hop_time_tick(void);

// The idle task was interrupted, or another one.
void __wrap_hop_time_tick(void)
{
    const uint32_t *frame;
    handler_end();
    __asm volatile("mrs %0, psp" : "=r"(frame));
    note_place(1, frame);
    __real_hop_time_tick();
}

// Right behind a tick: when that came, by the timer that never stops.
static uint32_t cycles_at_tick(uint32_t *ticks)
{
    *ticks = hop_time_ticks();
    hop_task_sleep_until(ticks, 2); // the tick does not rest for so short a time
    uint32_t value = SYSTICK_VALUE;
    return hop_time_cycles() - (TICK - value);
}

static void begin(void)
{
    cycles_before = cycles_at_tick(&ticks_before);
    last = ticks_before;
    backwards = wrong = 0;
}

static void finish(const char *name, unsigned allowed)
{
    uint32_t ticks;
    int32_t moved = (int32_t)(cycles_at_tick(&ticks) - cycles_before - (ticks - ticks_before) * TICK);
    bool within = (unsigned)(moved < 0 ? -moved : moved) <= allowed;
    printf("%s: backwards %u, wrong %u, %s\n", name, (unsigned)backwards, (unsigned)wrong, within ? "in time" : "late");
    if (!within)
        printf("moved by %d counts\n", (int)moved);
}

static uint32_t random_below(uint32_t limit)
{
    static uint32_t seed = 1;
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)seed * limit) >> 32);
}

// The processor's own instructions may take a count or two more than what is made up for.
static void one_handler(unsigned rounds)
{
    begin();
    for (unsigned i = 0; i < rounds; i++) {
        timer_start(1 + random_below(4 * TICK));
        hop_semaphore_take(&woken);
        look();
    }
    finish("one handler", 2 * rounds);
}

static void interrupt_twice(uint32_t counts, uint32_t later)
{
    dual_timer_start(counts + later);
    timer_start(counts);
    hop_semaphore_take(&woken);
    look();
}

// The second one comes between the two instructions once or twice in a sweep.
static void two_handlers(void)
{
    begin();
    for (unsigned sweep = 0; sweep < SWEEPS; sweep++) {
        for (uint32_t later = FIRST; later < LAST; later += 2)
            interrupt_twice(1 + random_below(4 * TICK), later);
    }
    finish("two handlers", SWEEPS * ((LAST - FIRST) + 2 * HANDLER));
}

// The tick with which a rest would begin comes at every instruction of what calls it off, the one behind that right where
// a rest is cut.
static void two_handlers_at_a_tick(void)
{
    begin();
    for (unsigned sweep = 0; sweep < SWEEPS_AT_A_TICK; sweep++) {
        for (uint32_t before = 0; before < LAST; before += 2) {
            while (SYSTICK_VALUE < LAST + TICK / 4)
                ;
            interrupt_twice(SYSTICK_VALUE - before + sweep % 2 * TICK, FIRST + random_below(LAST - FIRST));
        }
    }
    finish("two handlers at a tick", SWEEPS_AT_A_TICK * (LAST + 2 * HANDLER));
}

// The tick comes so many counts after the task began to wait; it is woken at its tick all the same.
static void tick_while_prepared(void)
{
    begin();
    for (unsigned sweep = 0; sweep < SWEEPS_OF_THE_TICK; sweep++) {
        for (uint32_t before = 0; before < LONGEST_WAY; before++) {
            uint32_t wake = hop_time_ticks();
            while (SYSTICK_VALUE > before + 20)
                ;
            hop_task_sleep_until(&wake, 4 + sweep % 2);
            wrong += hop_time_ticks() != wake;
            look();
        }
    }
    finish("the tick in the idle task", SWEEPS_OF_THE_TICK * LONGEST_WAY);
}

int main(int argc, char **argv)
{
    (void)argv;
    timer_enable();
    NVIC_IPR2 = 0x80 | 0x40 << 16;
    NVIC_ISER0 = 1 << 10;
    hop_tickless_set(2);
    if (argc > 1) {
        one_handler(20);
        return 0;
    }
    // CHECK: one handler: backwards 0, wrong 0, in time
    one_handler(ROUNDS);
    // CHECK-NEXT: two handlers: backwards 0, wrong 0, in time
    two_handlers();
    // CHECK-NEXT: two handlers at a tick: backwards 0, wrong 0, in time
    two_handlers_at_a_tick();
    // CHECK-NEXT: the tick in the idle task: backwards 0, wrong 0, in time
    tick_while_prepared();
    print_hits();
    return 0;
}
