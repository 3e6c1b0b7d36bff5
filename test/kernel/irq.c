// RUN: %every_core -Os %s
// RUN: not %clang --target=thumbv6m -DPRIORITY=3 -c %s -o %t.o 2>&1 | FileCheck --check-prefix=RANGE %s
// RUN: not %clang --target=thumbv7m -DPRIORITY=-1 -c %s -o %t.o 2>&1 | FileCheck --check-prefix=RANGE %s
// RUN: not %clang --target=thumbv7m -DPRIORITY=7 -c %s -o %t.o 2>&1 | FileCheck --check-prefix=RANGE %s
// RUN: not %clangxx --target=thumbv7m -x c++ -fsyntax-only -DPRIORITY=7 %s 2>&1 | FileCheck --check-prefix=RANGE %s
// RUN: %clang --target=thumbv7m -D__NVIC_PRIO_BITS=4 -DPRIORITY=14 -c %s -o %t.o
// RUN: not %clang --target=thumbv7m -D__NVIC_PRIO_BITS=4 -DPRIORITY=15 -c %s -o %t.o 2>&1 | FileCheck --check-prefix=RANGE %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interrupts one by one: enabled, pending, urgent; and scopes in which one does not come, however they are left.
// RANGE: error: static{{_| }}assert{{.*}}a handler's priority is 0 to HOP_IRQ_PRIORITY_MAX
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

#ifdef PRIORITY
HOP_IRQ_ASSERT_PRIORITY(PRIORITY);
#else
HOP_IRQ_ASSERT_PRIORITY(0);
HOP_IRQ_ASSERT_PRIORITY(HOP_IRQ_PRIORITY_MAX);
#endif

static volatile bool nest, masks;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    note(70);
}

ON_INTERRUPT_9()
{
    note(9);
    if (nest)
        hop_irq_pend(10);
    if (masks) {
        HOP_WITH_IRQ_MASKED(10) {
            hop_irq_pend(10);
            note(19);
        }
        note(29);
    }
    note(-9);
}

ON_INTERRUPT_10()
{
    note(10);
}

ON_INTERRUPT_11(HOP_ISR)
{
    note(hop_irq_set_level(9, 0));
    HOP_WITH_IRQ_MASKED(10)
        hop_panic("in a handler");
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception, (void)info;
    note(71);
    return true;
}

static void one_by_one(void)
{
    note(hop_irq_is_enabled(9));
    hop_irq_pend(9);
    note(hop_irq_is_pending(9));
    hop_irq_clear(9);
    note(hop_irq_is_pending(9));
    hop_irq_enable(9);
    note(hop_irq_is_enabled(9));
    hop_irq_pend(9);
    note(0);
    note(hop_irq_mask(9));
    note(hop_irq_mask(9));
    hop_irq_pend(9);
    note(hop_irq_is_pending(9));
    note(hop_irq_disable(9));
    note(hop_irq_enable(9));
    note(hop_irq_is_pending(9));
    // CHECK: one by one: 0 1 0 1 9 -9 0 1 0 1 0 9 -9 0 0
    print_notes("one by one");
    int results[] = {hop_irq_enable(HOP_IRQ_MAX + 1), hop_irq_disable(HOP_IRQ_MAX + 1), hop_irq_mask(HOP_IRQ_MAX + 1),
                     hop_irq_is_enabled(HOP_IRQ_MAX + 1), hop_irq_pend(HOP_IRQ_MAX + 1), hop_irq_clear(HOP_IRQ_MAX + 1),
                     hop_irq_is_pending(HOP_IRQ_MAX + 1), hop_irq_set_level(HOP_IRQ_MAX + 1, 0),
                     hop_irq_level(HOP_IRQ_MAX + 1), hop_irq_set_priority(9, HOP_IRQ_PRIORITY_MAX + 1),
                     hop_irq_set_level(9, 256)};
    // CHECK-NEXT: invalid: 11
    int invalid = 0;
    for (unsigned i = 0; i < sizeof results / sizeof results[0]; i++)
        invalid += results[i] == HOP_INVALID;
    printf("invalid: %d\n", invalid);
}

static void priorities(void)
{
    note(hop_irq_set_priority(8, 1)), note(hop_irq_set_priority(9, 2)), note(hop_irq_set_priority(10, 1));
    note(hop_irq_set_priority(11, 0));
    note(hop_irq_priority(8)), note(hop_irq_priority(9)), note(hop_irq_priority(10)), note(hop_irq_priority(11));
    hop_irq_enable(10);
    nest = true;
    hop_irq_pend(9);
    hop_irq_disable(9);
    hop_irq_set_priority(9, 1);
    hop_irq_enable(9);
    hop_irq_pend(9);
    nest = false;
    // CHECK-NEXT: priorities: 0 0 0 0 1 2 1 0 9 10 -9 9 -9 10
    print_notes("priorities");
}

static int leave_by_return(void)
{
    HOP_WITH_IRQ_MASKED(9) {
        hop_irq_pend(9);
        return hop_irq_is_pending(9);
    }
    return 99;
}

static void scopes(void)
{
    HOP_WITH_IRQ_MASKED(9) {
        hop_irq_pend(9), hop_irq_pend(10);
        HOP_WITH_IRQ_MASKED(9)
            note(1);
        note(hop_irq_is_enabled(9));
        note(hop_preemption_is_suspended());
    }
    note(hop_preemption_is_suspended());
    note(leave_by_return());
    hop_irq_disable(9);
    HOP_WITH_IRQ_MASKED(9)
        note(2);
    note(hop_irq_is_enabled(9));
    hop_irq_enable(9);
    // CHECK-NEXT: scopes: 10 1 0 1 9 -9 0 9 -9 1 2 0
    print_notes("scopes");
}

static void in_handlers(void)
{
    hop_irq_set_priority(9, 2);
    masks = true;
    hop_irq_pend(9);
    masks = false;
    // CHECK-NEXT: in a handler: 9 19 10 29 -9
    print_notes("in a handler");
    hop_irq_enable(11);
    hop_irq_pend(11);
    hop_irq_pend(10);
    // CHECK-NEXT: handler dies: -7 71 10
    print_notes("handler dies");
}

static void note_argument(void *argument)
{
    note((int)(intptr_t)argument);
}

static void die(void *unused)
{
    (void)unused;
    HOP_WITH_IRQ_MASKED(10) {
        hop_irq_pend(10);
        start(2, note_argument, 3); // it runs when the scope is left
        note(1);
        hop_semaphore_take(&(struct hop_semaphore)HOP_SEMAPHORE(1, 1));
    }
}

static void die_of_number(void *unused)
{
    (void)unused;
    HOP_WITH_IRQ_MASKED(HOP_IRQ_MAX + 1)
        note(99);
}

static void deaths(void)
{
    start(1, die, 1);
    note(hop_irq_is_enabled(10));
    start(3, die_of_number, 1);
    note(hop_preemption_is_suspended());
    // CHECK-NEXT: deaths: 1 10 2 70 1 70 0
    print_notes("deaths");
}

int main(void)
{
    one_by_one();
    priorities();
    scopes();
    in_handlers();
    deaths();
    return 0;
}
