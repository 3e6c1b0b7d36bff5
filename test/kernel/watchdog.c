// RUN: %every_core -Os %s
// RUN: %clang_v7em -Os -DNEVER %s -o %t.elf
// RUN: %status 71 %run --icount 7 %t.elf > %t.never 2>&1
// RUN: FileCheck --check-prefix=NEVER --input-file=%t.never %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Deadlines (hop/supervision.h): who answers in time is left alone; who does not is killed, in a wait or in a loop that no
// kill reaches, or its hook is called; and whom nothing ends, ends the firmware.
#include "Inputs/tasks.h"

enum { DEADLINE = 20, WATCHDOG = 9 };

static struct hop_supervision_state states[2];
static struct hop_supervision plans[2];
static uint32_t origin;
static volatile bool answers;

// Milliseconds, rounded: a death may last into the next tick.
static int now(void)
{
    return (int)((hop_time_ticks() - origin + 5) / 10 * 10);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    note(info->reason == HOP_PANIC_KILLED ? now() : 999);
    note(info->skipped);
}

// Of priorities below main's, so that it may loop.
static void supervise(int number, void (*entry)(void *), uint32_t deadline, void (*late)(struct hop_task *, unsigned))
{
    plans[number] = (struct hop_supervision){.ops = &hop_supervise, .state = &states[number], .deadline = deadline, .late = late};
    origin = hop_time_ticks();
    int error = hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "worker", .entry = entry, .stack = task_stacks[number], .stack_size = TASK_STACK,
        .priority = (unsigned)(HOP_PRIORITY_MAIN - 1 - number), .supervision = &plans[number]});
    if (error)
        note(error);
}

static void answers_in_time(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        hop_task_sleep(DEADLINE - 1);
        hop_task_alive();
    }
}

static void waits(void *unused)
{
    (void)unused;
    if (hop_task_generation(hop_task_self()) < 2)
        hop_task_sleep(1000);
}

__attribute__((noinline)) void loop(void)
{
    for (volatile int i = 0; !answers; i++)
        ;
}

static void loops(void *unused)
{
    (void)unused;
    if (hop_task_generation(hop_task_self()) == 0)
        loop();
}

static void note_cleanup(int *value)
{
    note(*value);
}

static void loop_in_cleanup(int *value)
{
    note(*value);
    loop();
}

static void loops_in_cleanup(void *unused)
{
    (void)unused;
    if (hop_task_generation(hop_task_self()) > 0)
        return;
    __attribute__((cleanup(note_cleanup), unused)) int outer = 2;
    __attribute__((cleanup(loop_in_cleanup), unused)) int inner = 1;
    hop_panic("dies, but does not end");
}

// The third time it lets the task go on.
static void late(struct hop_task *task, unsigned missed)
{
    note(task == &tasks[0] && hop_task_self() == &tasks[WATCHDOG] ? (int)missed : 99);
    answers = missed == 3;
}

static void run_one(const char *name, void (*entry)(void *), void (*hook)(struct hop_task *, unsigned))
{
    answers = false;
    supervise(0, entry, DEADLINE, hook);
    if (hop_task_timed_join(&tasks[0], 200) != HOP_OK)
        note(-100);
    print_notes(name);
}

static void two_at_once(void)
{
    answers = false;
    supervise(1, loops, 50, NULL);
    run_one("two", waits, NULL);
    hop_task_join(&tasks[1]);
}

// While it waits for its next life a deadline passes.
static void backs_off(void *unused)
{
    (void)unused;
    uint32_t life = hop_task_generation(hop_task_self());
    if (life < 2)
        hop_panic("backs off");
    if (life == 2)
        hop_task_sleep(1000);
}

static void behind_back_off(void)
{
    plans[0] = (struct hop_supervision){
        .ops = &hop_supervise, .state = &states[0], .deadline = DEADLINE, .window = 1000, .back_off = 3 * DEADLINE};
    origin = hop_time_ticks();
    hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "worker", .entry = backs_off, .stack = task_stacks[0], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN - 1, .supervision = &plans[0]});
    hop_task_join(&tasks[0]);
    print_notes("behind a back-off");
}

static void watch(void)
{
    start(WATCHDOG, hop_watchdog_service, 5);
}

#ifdef NEVER
static volatile int zero;

static void loop_on_stacklet(void *unused)
{
    (void)unused;
    volatile char frame[600];
    for (;;)
        frame[zero] = 1;
}

// No kill reaches it there.
// NEVER:      hop: fatal: a task neither answers nor dies
// NEVER-NEXT: hop:   at @0x{{[0-9a-f]+}} <loop_on_stacklet
// NEVER-NEXT: hop:   exit status 71
int main(void)
{
    watch();
    plans[0] = (struct hop_supervision){.ops = &hop_supervise, .state = &states[0], .deadline = DEADLINE};
    hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "worker", .entry = loop_on_stacklet, .stack_size = HOP_STACK_MIN_GROWING, .growth = &hop_growth,
        .priority = HOP_PRIORITY_MAIN - 1, .supervision = &plans[0]});
    hop_task_sleep(1000);
    return 1;
}
#else
int main(void)
{
    watch();
    // CHECK: in time:
    run_one("in time", answers_in_time, NULL);
    // CHECK-NEXT: waits: 20 0 40 0
    run_one("waits", waits, NULL);
    // CHECK-NEXT: loops: 40 1
    run_one("loops", loops, NULL);
    // CHECK-NEXT: in a cleanup: 1 999 0
    run_one("in a cleanup", loops_in_cleanup, NULL);
    // CHECK-NEXT: hook: 1 2 3
    run_one("hook", loops, late);
    // CHECK-NEXT: two: 20 0 40 0
    two_at_once();
    // CHECK-NEXT: second: 100 1
    print_notes("second");
    // CHECK-NEXT: behind a back-off: 999 0 999 0 80 0
    behind_back_off();
    return 0;
}
#endif
