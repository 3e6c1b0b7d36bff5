// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task's scope with a soft-lock: what handlers ask for meanwhile is carried out at its end, however it is left, before
// another task runs.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_softlock lock;
static struct hop_softlock_record asked;
static volatile int total, carried_out;
static volatile bool goes_deep;
static const char *volatile handler_text;

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("panic: %s, total %d, suspended %d\n", info->text, total, hop_preemption_is_suspended());
}

__attribute__((noinline)) static int depth(int n)
{
    volatile char frame[60];
    frame[n % 60] = 1;
    return n ? depth(n - 1) + frame[n % 60] : 0;
}

static void carry_out(struct hop_softlock *of)
{
    if (goes_deep)
        depth(12);
    carried_out += of == &lock;
    total += (int)hop_softlock_take(&asked);
}

ON_INTERRUPT_10()
{
    hop_softlock_ask(&lock, &asked, 10, carry_out);
}

ON_INTERRUPT_9(HOP_ISR)
{
    hop_softlock_enter(&lock);
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    handler_text = info->text;
    return true;
}

static void note_total(void *unused)
{
    (void)unused;
    note(total);
}

static int leave_by_return(void)
{
    HOP_WITH_SOFTLOCK(&lock, carry_out) {
        interrupt_raise(10);
        return total;
    }
    return 99;
}

static void scopes(void)
{
    interrupt_raise(10);
    note(total);
    HOP_WITH_SOFTLOCK(&lock, carry_out) {
        interrupt_raise(10), interrupt_raise(10);
        start(1, note_total, 1);
        total++;
        note(total);
    }
    note(leave_by_return());
    note(total);
    HOP_WITH_PREEMPTION_SUSPENDED
        hop_softlock_ask(&lock, &asked, 2, carry_out);
    note(total);
    // CHECK: scopes: 10 11 31 31 41 43
    print_notes("scopes");
    // CHECK-NEXT: carried out 4
    printf("carried out %d\n", carried_out);
}

static void dies(void *unused)
{
    (void)unused;
    HOP_WITH_SOFTLOCK(&lock, carry_out) {
        interrupt_raise(10);
        hop_panic("dies");
    }
}

static void enters_twice(void *unused)
{
    (void)unused;
    HOP_WITH_SOFTLOCK(&lock, carry_out) {
        interrupt_raise(10);
        HOP_WITH_SOFTLOCK(&lock, carry_out)
            total = 0;
    }
}

static void leaves_twice(void *unused)
{
    (void)unused;
    HOP_WITH_SOFTLOCK(&lock, carry_out)
        interrupt_raise(10);
    hop_softlock_leave(&lock, carry_out);
    total = 0;
}

// The lock is given back although drain() does not fit.
static void overflows(void *unused)
{
    (void)unused;
    goes_deep = true;
    HOP_WITH_SOFTLOCK(&lock, carry_out)
        interrupt_raise(10);
    depth(0);
    total = 0;
}

int main(void)
{
    interrupts_enable();
    scopes();
    // CHECK-NEXT: panic: dies, total 53, suspended 0
    start(1, dies, 1);
    // CHECK-NEXT: panic: soft-lock entered twice, total 63, suspended 0
    start(1, enters_twice, 1);
    // CHECK-NEXT: panic: soft-lock left too often, total 73, suspended 0
    start(1, leaves_twice, 1);
    // CHECK-NEXT: panic: stack overflow, total 83, suspended 0
    start(1, overflows, 1);
    goes_deep = false;
    // CHECK-NEXT: in a handler: preemption suspended by no task, then 93
    interrupt_raise(9), interrupt_raise(10);
    printf("in a handler: %s, then %d\n", handler_text, total);
    return 0;
}
