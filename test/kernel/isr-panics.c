// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Row 2: a handler that panics every other time runs its cleanup each time, and is there again the next time; what a
// task waits for from it comes when it does not panic. Nested: the inner one's panic leaves the outer one alone.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 1);
static volatile int invocation, panics;

static void clean(int *value)
{
    note(*value);
}
#define NOTED __attribute__((cleanup(clean), unused)) int

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)info;
    panics += exception == 16 + 10;
    return true;
}

ON_INTERRUPT_10(HOP_ISR)
{
    NOTED guard = 9;
    invocation++;
    if (invocation % 2 == 0)
        hop_panic("every other time");
    note(invocation);
    hop_semaphore_give(&semaphore);
}

ON_INTERRUPT_9(HOP_ISR)
{
    NOTED guard = 7;
    interrupt_raise(10);
    interrupt_raise(10);
    note(8);
}

static void await(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&semaphore);
        note(0);
    }
}

int main(void)
{
    interrupts_enable();
    start(0, await, 1);
    for (int i = 0; i < 6; i++)
        interrupt_raise(10);
    // CHECK: panics 3: 1 9 0 9 3 9 0 9 5 9 0 9
    printf("panics %d", panics);
    print_notes("");
    interrupt_raise(9);
    // CHECK-NEXT: nested, panics 4: 7 9 9 8 7 0
    printf("nested, panics %d", panics);
    print_notes("");
    return 0;
}
