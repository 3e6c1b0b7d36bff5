// RUN: %clang --target=thumbv7m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 --timeout 60 %t.elf > %t.txt && FileCheck %s < %t.txt
// RUN: %run --icount 7 --trace %t.trace %t.elf once > /dev/null
// RUN: %python %S/Inputs/check_hits.py %t.elf %t.trace %t.txt | FileCheck --check-prefix=HIT %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A soft-lock of an application, with an interrupt at every instruction of a task's access, full and pend-only, and at
// every instruction of the handler's. Nobody is inside with another, and all that was asked for is carried out by the
// time that nobody is.
//
// CHECK: total right, wrong 0
// HIT: operations: executed {{[0-9]+}}, not interrupted 0
// HIT: handler: executed {{[0-9]+}}, not interrupted 0
#include "Inputs/interrupted/two_handlers.h"
#include "kernel/sched.h"

#include <hop/hop.h>

// In counts, of which an instruction takes 3.
enum { STEP = 1, HANDLER = 700 };

static struct hop_softlock lock;
static struct hop_softlock_record asked;
static volatile uint32_t copies[2]; // guarded by the lock
static volatile bool inside;
static uint32_t expected;
static volatile bool asks; // handlers do

static NOINLINE void use(uint32_t amount)
{
    wrong += inside || copies[0] != copies[1];
    inside = true;
    copies[0] = copies[0] + amount;
    copies[1] = copies[1] + amount;
    inside = false;
}

static void carry_out(struct hop_softlock *unused)
{
    (void)unused;
    use(hop_softlock_take(&asked));
}

static NOINLINE void act(unsigned number)
{
    (void)number;
    if (asks) {
        hop_softlock_ask(&lock, &asked, 10, carry_out);
    } else if (hop_softlock_try(&lock)) {
        use(10);
        hop_softlock_release(&lock, carry_out);
    } else {
        hop_softlock_add(&asked, 10);
        hop_softlock_pend(&lock);
    }
}

static NOINLINE void full(void)
{
    HOP_WITH_SOFTLOCK(&lock, carry_out)
        use(1);
}

static NOINLINE void pend_only(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED
        hop_softlock_ask(&lock, &asked, 1, carry_out);
}

static NOINLINE void run(void (*operation)(void))
{
    region_begin();
    operation();
    region_end();
    expected++;
}

static void check(void)
{
    wrong += copies[0] != expected || copies[1] != expected || lock.held || lock.pending || asked.depth ||
             hop_sched.suspended || hop_softlock_take(&asked);
}

static uint32_t measure(void (*operation)(void))
{
    TIMER0->value = 0xffffff;
    TIMER0->control = 1;
    run(operation);
    uint32_t counts = 0xffffff - TIMER0->value;
    TIMER0->control = 0;
    check();
    return counts;
}

static void interrupt_at(void (*operation)(void), uint32_t counts, uint32_t later)
{
    unsigned first = fired[0], second = fired[1];
    is_open = true;
    dual_timer_start(counts + later);
    timer_start(counts);
    run(operation);
    while (fired[0] == first || fired[1] == second)
        ;
    expected += 20;
    check();
}

// The first handler at every instruction of the operation, the second at some of the first.
static void sweep(void (*operation)(void))
{
    static uint32_t round;
    uint32_t span = measure(operation) + 20;
    for (uint32_t counts = 1; counts <= span; counts += STEP) {
        asks = round % 2;
        interrupt_at(operation, counts, 1 + round++ * 13 % HANDLER);
        asks = !asks;
        interrupt_at(operation, counts, 1 + round++ * 13 % HANDLER);
    }
}

static NOINLINE void op_late(void)
{
    for (volatile int i = 0; i < 50; i++)
        ;
    full();
}

// The second handler at every instruction of the first, which finds the lock free.
static void sweep_handler(void)
{
    for (uint32_t later = 1, after = 0; after < 50; later++) {
        asks = later % 2;
        is_nested = false;
        interrupt_at(op_late, 20, later / 2 + 1);
        after = is_nested ? 0 : after + 1;
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    NVIC_IPR2 = 0x80 | 0x40 << 16; // IRQ 8; IRQ 10 interrupts it
    NVIC_ISER0 = 1 << 8 | 1 << 10;
    hop_task_sleep(1); // no switch is due any more
    *(volatile uint32_t *)0xe000e010 = 0; // no tick
    if (argc > 1) {
        measure(full), measure(pend_only);
        hop_irq_pend(8);
        asks = true;
        hop_irq_pend(8);
        return 0;
    }
    sweep(full), sweep(pend_only), sweep_handler();
    printf("total %s, wrong %u\n", copies[0] == expected ? "right" : "wrong", wrong);
    print_hits();
    return 0;
}
