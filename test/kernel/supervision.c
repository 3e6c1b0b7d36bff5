// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What hop/supervision.h promises between a death and the next life: how many restarts, when, in which order what
// happens, who is told, and what follows where a hook itself fails. The end of the firmware is in supervision-end.c.
#include "Inputs/tasks.h"

#include <stdlib.h>
#include <string.h>

static struct hop_supervision_state state;
static struct hop_supervision plan;
static struct hop_mutex mutex;
static struct hop_flags flags;
static uint32_t begin;
static volatile int lives_left;
static void (*volatile live)(void);

// In the order: 1 life, 2 cleanup, 3 panic hook, 4 quiesce, 5 escalate, 6 told.
static void note_cleanup(int *value)
{
    note(*value);
}
#define NOTED __attribute__((cleanup(note_cleanup), unused)) int

static const struct hop_panic_info *seen;

void hop_panic_hook(const struct hop_panic_info *info)
{
    seen = info;
    note(3);
}

static void dies(void *unused)
{
    (void)unused;
    live();
    if (lives_left-- > 0)
        hop_panic("life %d", lives_left);
}

// A task of this plan that dies `deaths` times, and ends by itself if it gets so far.
static int supervise(struct hop_supervision how, int deaths, void (*what)(void), enum hop_restart_policy policy)
{
    plan = how;
    plan.ops = &hop_supervise;
    plan.state = &state;
    lives_left = deaths;
    live = what;
    begin = hop_time_ticks();
    int error = hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "worker", .entry = dies, .stack = task_stacks[0], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = policy, .supervision = &plan});
    return error ? error : hop_task_timed_join(&tasks[0], 1000);
}

static void note_one(void)
{
    note(1);
}

// A death may last into the next millisecond.
static void note_time(void)
{
    note((int)((hop_time_ticks() - begin + 5) / 10 * 10));
}

static enum hop_escalation end_it(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)info;
    note(task == &tasks[0] ? 5 : 55);
    return HOP_ESCALATE_END;
}

// Row 68: so many restarts and no more.
static void limits(void)
{
    supervise((struct hop_supervision){.restarts = 3, .window = 1000, .escalate = end_it}, 9, note_one, HOP_RESTART_ALWAYS);
    // CHECK: three restarts: 1 3 1 3 1 3 1 3 5
    print_notes("three restarts");
    // CHECK-NEXT: generation 3, outcome 4
    printf("generation %d, outcome %d\n", (int)hop_task_generation(&tasks[0]), seen->outcome);
    supervise((struct hop_supervision){.escalate = end_it}, 9, note_one, HOP_RESTART_NEVER);
    // CHECK-NEXT: never: 1 3
    print_notes("never");
    supervise((struct hop_supervision){.escalate = end_it}, 12, note_one, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: always: generation 12
    printf("always: generation %d\n", (int)hop_task_generation(&tasks[0]));
    noted_count = 0;
}

// Deaths at these times, in milliseconds from the first life.
static const int *death_time;

static void note_and_wait(void)
{
    uint32_t wake = begin;
    note_time();
    if (*death_time)
        hop_task_sleep_until(&wake, (uint32_t)*death_time++);
}

// In any window, not in windows one after the other: those at 60, 112 and 118 are in one.
static void window_slides(void)
{
    death_time = (const int[]){10, 60, 112, 118, 0};
    supervise((struct hop_supervision){.restarts = 2, .window = 100, .escalate = end_it}, 9, note_and_wait, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: window: 0 3 10 3 60 3 110 3 5
    print_notes("window");
}

// At once, then after 20, 40, 80, no more than 100.
static void backs_off(void)
{
    supervise((struct hop_supervision){.window = 1000, .back_off = 20, .back_off_max = 100}, 6, note_time, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: back-off: 0 3 0 3 20 3 60 3 140 3 240 3 340
    print_notes("back-off");
}

static void quiesce(struct hop_task *task, const struct hop_panic_info *info)
{
    note(task == hop_task_self() && info == hop_panic_record() && hop_task_generation(task) == 0 ? 4 : 44);
    hop_mutex_lock(&mutex); // released as well
}

static void hold_mutex(void)
{
    NOTED cleanup = 2;
    note(1);
    note(hop_mutex_lock(&mutex) == HOP_OWNER_DIED);
    if (lives_left > 0)
        lives_left--, hop_panic("holds");
    hop_mutex_unlock(&mutex);
}

static void watches(void *unused)
{
    (void)unused;
    for (;;) {
        hop_notification_wait();
        note(hop_flags_clear(&flags, 0xff) == 0x12 && hop_mutex_try_lock(&mutex) == HOP_OWNER_DIED ? 6 : 66);
        note(hop_task_generation(&tasks[0]) == 0 ? 7 : 77);
        hop_mutex_unlock(&mutex);
    }
}

// The watcher, more urgent, sees the mutexes free, and the next life has not begun.
static void in_order(void)
{
    start(1, watches, 2);
    supervise((struct hop_supervision){.quiesce = quiesce, .flags = &flags, .flag_bits = 0x12, .watcher = &tasks[1]},
              1, hold_mutex, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: in order: 1 0 2 3 4 6 7 1 0 2
    print_notes("in order");
    // CHECK-NEXT: mutexes held: 1
    printf("mutexes held: %d\n", seen->mutexes);
    // Told, too, of a death that ends the task.
    supervise((struct hop_supervision){.flags = &flags, .flag_bits = 1}, 1, note_one, HOP_RESTART_NEVER);
    noted_count = 0;
    // CHECK-NEXT: end: told 1
    printf("end: told %d\n", (int)hop_flags_clear(&flags, 1));
}

static void waits_for_quiet(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task, (void)info;
    note(hop_preemption_is_suspended() ? 44 : hop_task_sleep(1) == HOP_OK ? 4 : 45);
}

static void suspend_preemption(void)
{
    note(1);
    if (lives_left > 0)
        hop_preemption_suspend();
}

// What the death has left suspended does not keep the hook from waiting.
static void hook_waits(void)
{
    supervise((struct hop_supervision){.quiesce = waits_for_quiet}, 2, suspend_preemption, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: quiesce waits: 1 3 4 1 3 4 1
    print_notes("quiesce waits");
}

__attribute__((noinline)) static int overflow(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return overflow(n + 1) + frame[n % 100];
}

static void fails_to_quiesce(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)info;
    note(4);
    if (hop_task_generation(task) == 0)
        hop_panic("hardware does not answer");
    if (hop_task_generation(task) == 1)
        overflow(0);
}

static enum hop_escalation restart_it(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task;
    note(info->outcome == HOP_OUTCOME_ESCALATED ? 5 : 55);
    return HOP_ESCALATE_RESTART;
}

// Both ways, a panic and an overflow; the third time it succeeds.
static void hook_fails(void)
{
    supervise((struct hop_supervision){.quiesce = fails_to_quiesce, .escalate = restart_it}, 3, note_one, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: quiesce fails: 1 3 4 5 1 3 4 5 1 3 4 1
    print_notes("quiesce fails");
    // Restarted by the hook, it is counted from the beginning.
    supervise((struct hop_supervision){.restarts = 1, .window = 1000, .escalate = restart_it}, 4, note_one, HOP_RESTART_ALWAYS);
    // CHECK-NEXT: counted anew: 1 3 1 3 5 1 3 1 3 5 1
    print_notes("counted anew");
}

static struct hop_supervision_state counter_state;
static const struct counter {
    int count;
    char text[9];
} first = {3, "as given"};
static uintptr_t placed;

static void changes_argument(void *argument)
{
    struct counter *own = argument;
    note(own->count++);
    note(own->text[0]);
    own->text[0] = 'X';
    note((placed == 0 || placed == (uintptr_t)own) && (uintptr_t)own % 8 == 0 && argument != &first);
    placed = (uintptr_t)own;
    if (hop_task_generation(hop_task_self()) < 2)
        overflow(0);
}

// Each life has a copy of the argument as it was given, on a stack that is as large as it was.
static void copies_argument(void)
{
    const struct hop_supervision copies = {.ops = &hop_supervise, .state = &counter_state, .argument_size = sizeof first};
    struct hop_task_config config = {
        .name = "counter", .entry = changes_argument, .argument = (void *)&first, .stack = task_stacks[0],
        .stack_size = HOP_STACK_MIN + 8, .priority = HOP_PRIORITY_MAIN + 1, .supervision = &copies};
    int too_small = hop_task_create(&tasks[0], &config);
    config.stack_size = TASK_STACK;
    note(hop_task_create(&tasks[0], &config));
    // CHECK-NEXT: argument: 3 97 1 3 3 97 1 3 3 97 1 0
    print_notes("argument");
    placed = 0;
    config.stack = NULL, config.growth = &hop_growth, config.stack_size = HOP_STACK_MIN_GROWING + 64, config.stack_limit = 2500;
    note(hop_task_create(&tasks[0], &config));
    // CHECK-NEXT: on a stack that grows: 3 97 1 3 3 97 1 3 3 97 1 0
    print_notes("on a stack that grows");
    struct hop_supervision too_large = copies;
    too_large.argument_size = SIZE_MAX - 2;
    config.supervision = &too_large;
    // CHECK-NEXT: too large: -1 -1
    printf("too large: %d %d\n", too_small, hop_task_create(&tasks[0], &config));
}

static void kill_while_backing_off(void)
{
    supervise((struct hop_supervision){.window = 1000, .back_off = 2000}, 2, note_one, HOP_RESTART_ALWAYS);
    int killed = hop_task_kill(&tasks[0], "not now");
    int result = hop_task_timed_join(&tasks[0], 1500);
    // CHECK-NEXT: killed while it waits: 0, joined 0, generation 2
    printf("killed while it waits: %d, joined %d, generation %d\n", killed, result, (int)hop_task_generation(&tasks[0]));
    noted_count = 0;
}

static int create(struct hop_supervision how)
{
    return supervise(how, 0, note_one, HOP_RESTART_ALWAYS);
}

static void ranges(void)
{
    int refused = 0;
    refused += create((struct hop_supervision){.restarts = HOP_RESTARTS_MAX + 1, .window = 1}) == HOP_INVALID;
    refused += create((struct hop_supervision){.restarts = 1}) == HOP_INVALID;
    refused += create((struct hop_supervision){.back_off = 1}) == HOP_INVALID;
    refused += create((struct hop_supervision){.window = HOP_TIME_MAX + 1u}) == HOP_INVALID;
    refused += create((struct hop_supervision){.window = 1, .back_off = HOP_TIME_MAX + 1u}) == HOP_INVALID;
    refused += create((struct hop_supervision){.window = 1, .back_off = 1, .back_off_max = HOP_TIME_MAX + 1u}) == HOP_INVALID;
    struct hop_supervision most = {.restarts = HOP_RESTARTS_MAX, .window = HOP_TIME_MAX, .back_off = HOP_TIME_MAX};
    // CHECK-NEXT: refused 6, accepted 1
    printf("refused %d, accepted %d\n", refused, create(most) == HOP_OK);
}

int main(void)
{
    limits();
    window_slides();
    backs_off();
    in_order();
    hook_waits();
    hook_fails();
    copies_argument();
    kill_while_backing_off();
    ranges();
    return 0;
}
