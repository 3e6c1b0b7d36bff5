// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Life of tasks next to each other: who runs, what a death does to the others, calls that do not fit, and a processor
// whose load can be measured.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static volatile int zero;

static void note_argument(void *argument)
{
    note((int)(intptr_t)argument);
}

// Row 38: a task that lowers its priority gives way to one between the old and the new one, at that call.
static void lower_priority(void)
{
    start(2, note_argument, -1);
    note(1);
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN - 2);
    note(3);
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN);
    // CHECK: lowered: 1 2 3
    print_notes("lowered");
}

static void note_cleanup(int *value)
{
    note(*value);
}
#define NOTED __attribute__((cleanup(note_cleanup), unused)) int

static volatile bool holds_up;

// Ends when another task has run.
static void long_cleanup(int *value)
{
    while (holds_up)
        ;
    note(*value);
}

static void dies_slowly(void *unused)
{
    (void)unused;
    __attribute__((cleanup(long_cleanup), unused)) int guard = 9;
    hop_panic("slowly");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    note(info->reason == HOP_PANIC_STACK_OVERFLOW ? 70 : 71);
}

// Row 39: a task dies at its own urgency: a more urgent one runs while its cleanups do, and a death that takes long
// holds up nobody above it. (Hopter lets it fall below all others instead; here a task may lower itself in its cleanup.)
static void lowers_itself(int *value)
{
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MIN + 1);
    note(*value);
}

static void dies_politely(void *unused)
{
    (void)unused;
    __attribute__((cleanup(lowers_itself), unused)) int guard = 9;
    hop_panic("politely");
}

ON_INTERRUPT_10()
{
    hop_task_notify(&tasks[1]);
}

static void urgent(void *unused)
{
    (void)unused;
    hop_notification_wait();
    note(1);
    holds_up = false;
}

static void die_next_to_others(void)
{
    holds_up = true;
    start(1, urgent, 3), start(0, dies_slowly, -1);
    interrupts_enable();
    hop_task_sleep(1); // it is in its cleanup by then
    note(2);
    interrupt_raise(10);
    hop_task_sleep(5);
    // CHECK-NEXT: dies slowly: 2 1 9 71
    print_notes("dies slowly");
    start(0, dies_politely, 1), start(5, note_argument, 0), start(4, note_argument, -1);
    hop_task_sleep(5);
    // CHECK-NEXT: dies politely: 5 4 9 71
    print_notes("dies politely");
}

__attribute__((noinline)) static int large(int value)
{
    volatile char frame[4096];
    frame[zero] = (char)value;
    note(60);
    return frame[zero];
}

static volatile int run;

// main goes on when the task waits or has ended.
static void restart_as(void (*body)(void *))
{
    run = 0;
    int error = hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "runs twice", .entry = body, .stack = task_stacks[0], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN + 1});
    if (error)
        note(error);
}

// Row 42: a call that does not fit does not happen, and nothing behind it: the task restarts.
static void diverted(void *unused)
{
    (void)unused;
    NOTED guard = 3;
    note(++run);
    if (run == 1)
        note(large(1));
}

// Fills the stack until about 300 bytes are left, then leaves a scope with a cleanup.
static __attribute__((noinline)) void fill_up_to(void (*leave_scope)(void))
{
    char *volatile here = __builtin_alloca(8);
    char *limit = *(char *volatile *)HOP_CONTEXT_ADDRESS;
    if (here - limit > 400) {
        volatile char frame[64];
        frame[zero] = 1;
        fill_up_to(leave_scope);
        frame[zero] = 2;
    } else {
        leave_scope();
    }
}

__attribute__((noinline)) static void overflows_itself(int *value)
{
    volatile char frame[400];
    frame[zero] = 1;
    note(*value);
}

__attribute__((noinline)) static void calls_it(int *value)
{
    volatile char frame[150];
    frame[zero] = 1;
    overflows_itself(value);
    note(*value + 1);
}

__attribute__((noinline)) static void inner_cleanup(int *value)
{
    overflows_itself(value);
}

__attribute__((noinline)) static void outer_cleanup(int *value)
{
    note(*value);
    {
        __attribute__((cleanup(inner_cleanup), unused)) int inner = *value + 1;
    }
    note(*value + 2);
}

static void with_direct(void)
{
    __attribute__((cleanup(overflows_itself), unused)) int guard = 40;
}

static void with_indirect(void)
{
    __attribute__((cleanup(calls_it), unused)) int guard = 40;
}

static void with_nested(void)
{
    __attribute__((cleanup(outer_cleanup), unused)) int guard = 40;
}

static void die_behind(void (*scope)(void))
{
    note(++run);
    if (run > 1)
        return;
    NOTED guard = 3;
    fill_up_to(scope);
    note(62); // not reached
}

// Row 43: a cleanup that needs more than is left runs to its end; then the task dies and restarts.
static void direct(void *unused)
{
    (void)unused;
    die_behind(with_direct);
}

// Row 44: so where a function that the cleanup calls needs more: both run to their ends.
static void indirect(void *unused)
{
    (void)unused;
    die_behind(with_indirect);
}

// Row 45: so where it is a cleanup within a cleanup: the task dies when the outer one has ended.
static void nested(void *unused)
{
    (void)unused;
    die_behind(with_nested);
}

// Row 46: the next run begins when the one before is unwound and reported: never two runs at once.
// Row 47: it is the same task, with the same stack.
static void restarts_in_place(void *unused)
{
    (void)unused;
    static volatile uintptr_t stack[2];
    int here;
    stack[run] = (uintptr_t)&here;
    NOTED guard = 3;
    note(++run);
    if (run == 1)
        hop_panic("again");
    note(hop_task_self() == &tasks[0] && stack[0] == stack[1] ? 5 : 6);
}

static void restarts(void)
{
    restart_as(diverted);
    // CHECK-NEXT: diverted: 1 3 70 2 3
    print_notes("diverted");
    restart_as(direct);
    // CHECK-NEXT: direct: 1 40 3 70 2
    print_notes("direct");
    restart_as(indirect);
    // CHECK-NEXT: indirect: 1 40 41 3 70 2
    print_notes("indirect");
    restart_as(nested);
    // CHECK-NEXT: nested: 1 40 41 42 3 70 2
    print_notes("nested");
    restart_as(restarts_in_place);
    // CHECK-NEXT: in place: 1 3 71 2 5 3
    print_notes("in place");
}

static struct hop_semaphore given = HOP_SEMAPHORE(0, 1);
static volatile int depth_left, returned;

static __attribute__((noinline)) void give_below(int left)
{
    volatile char frame[8];
    frame[zero] = (char)left;
    if (left > 0)
        give_below(left - 1);
    else
        hop_semaphore_give(&given), returned++;
    frame[zero] = 0;
}

static void gives_deep(void *unused)
{
    (void)unused;
    give_below(depth_left);
}

// Row 53: a call of the kernel that does not fit does not begin: it happens as a whole or not at all, at any depth.
static void kernel_call_overflows(void)
{
    int both = 0, none = 0, wrong = 0;
    for (depth_left = 0; depth_left < 60; depth_left++) {
        returned = 0;
        start(1, gives_deep, 1);
        int gave = hop_semaphore_try_take(&given) == HOP_OK;
        wrong += gave != returned;
        both += gave, none += !gave;
    }
    noted_count = 0;
    // CHECK-NEXT: kernel call: 60 times, both 1, wrong 0
    printf("kernel call: %d times, both %d, wrong %d\n", both + none, both > 10 && none > 10, wrong);
}

static void burden(void *unused)
{
    uint32_t wake = hop_time_ticks();
    (void)unused;
    for (;;) {
        hop_task_sleep_until(&wake, 10);
        while (hop_time_ticks() - wake < 4)
            ;
    }
}

static volatile uint32_t idle_count;

static void count_idle(void *unused)
{
    (void)unused;
    for (;;)
        idle_count++;
}

static uint32_t idle_in_50_ms(void)
{
    uint32_t before = idle_count;
    hop_task_sleep(50);
    return idle_count - before;
}

// Row 1: of ten readings of the load, by a task that counts when nothing else runs, each is about the 40 percent
// that another task takes.
static void load(void)
{
    start(7, count_idle, -2);
    uint32_t all = idle_in_50_ms();
    start(8, burden, -1);
    hop_task_sleep(20);
    int wrong = 0, load = 0;
    for (int i = 0; i < 10; i++) {
        load = 100 - (int)(idle_in_50_ms() * 100 / all);
        wrong += load < 35 || load > 45;
    }
    // CHECK-NEXT: load: wrong 0 of 10
    printf("load: wrong %d of 10, the last %d percent\n", wrong, load);
}

int main(void)
{
    lower_priority();
    die_next_to_others();
    restarts();
    kernel_call_overflows();
    load();
    return 0;
}
