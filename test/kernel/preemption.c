// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// While preemption is suspended no other task runs, whatever becomes ready; when it is resumed as often they do. However
// a task dies in between, the others run again.
#include "Inputs/interrupts.h"
#include "Inputs/waiting_calls.h"

#include <sys/lock.h>

static const char *volatile text;

void hop_panic_hook(const struct hop_panic_info *info)
{
    text = info->text;
}

static void note_argument(void *argument)
{
    note((int)(intptr_t)argument);
}

static void note_take(void *argument)
{
    hop_semaphore_take(&empty);
    note((int)(intptr_t)argument);
}

static void note_sleep(void *argument)
{
    hop_task_sleep(1);
    note((int)(intptr_t)argument);
}

static void note_wait(void *argument)
{
    int result = hop_flags_timed_wait(&flags, &bits, HOP_FLAGS_ANY, 1);
    note(result == HOP_TIMEOUT ? (int)(intptr_t)argument : result);
}

ON_INTERRUPT_10()
{
    hop_semaphore_give(&empty);
    note(20);
}

static void await_ticks(uint32_t count)
{
    for (uint32_t begin = hop_time_ticks(); hop_time_ticks() - begin < count;)
        ;
}

// Woken by time, by a handler, created; main's yield lets its equal run.
static void nothing_runs(void)
{
    start(1, note_take, 1), start(2, note_sleep, 2), start(3, note_wait, 3);
    HOP_WITH_PREEMPTION_SUSPENDED {
        interrupt_raise(10);
        await_ticks(3);
        start(4, note_argument, 4);
        start(5, note_argument, 0);
        hop_task_yield();
        HOP_WITH_PREEMPTION_SUSPENDED
            note(21);
        note(22);
        hop_task_set_priority(hop_task_self(), 1);
        hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN);
        note(hop_mutex_try_lock(&locked) == HOP_DEADLOCK && hop_preemption_is_suspended());
        printf("printed\n");
    }
    note(hop_preemption_is_suspended());
    // CHECK: printed
    // CHECK-NEXT: nothing runs: 20 21 22 1 4 3 2 1 5 0
    print_notes("nothing runs");
}

static int leave_by_return(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED
        return hop_preemption_is_suspended();
    return 99;
}

static void scopes(void)
{
    // CHECK-NEXT: return 1 0
    int inside = leave_by_return();
    printf("return %d %d\n", inside, hop_preemption_is_suspended());
    for (;;) {
        HOP_WITH_PREEMPTION_SUSPENDED
            goto out;
    }
out:
    // CHECK-NEXT: goto 0
    printf("goto %d\n", hop_preemption_is_suspended());
}

static void unguarded(void)
{
    hop_preemption_suspend();
    hop_preemption_suspend();
    hop_panic("unguarded");
}

static void returns(void)
{
    hop_preemption_suspend();
}

static void resumes_too_often(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED {
        hop_preemption_resume();
        note(1);
    }
}

static void suspends_too_often(void)
{
    for (int i = 0; i <= HOP_PREEMPTION_NESTING; i++)
        hop_preemption_suspend();
}

static void frees_twice(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED
        hop_mem_free(task_stacks);
}

static void kills_itself(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED {
        hop_task_kill(hop_task_self(), "killed by itself");
        hop_task_yield();
        start(9, note_argument, 0);
        note(2);
    }
}

__attribute__((noinline)) static int overflow(int depth)
{
    volatile char frame[100];
    frame[depth % 100] = 1;
    return overflow(depth + 1) + frame[depth % 100];
}

static void goes_too_deep(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED
        overflow(0);
}

static const struct call deaths[] = {
    // CHECK-NEXT: unguarded: unguarded, suspended 0
    {"unguarded", unguarded},
    // CHECK-NEXT: returns: hop_task_exit where blocking is not allowed, suspended 0
    {"returns", returns},
    // CHECK-NEXT: resumes too often: preemption resumed too often, suspended 0
    {"resumes too often", resumes_too_often},
    // CHECK-NEXT: suspends too often: preemption suspended too often, suspended 0
    {"suspends too often", suspends_too_often},
    // CHECK-NEXT: frees twice: {{.*}}, suspended 0
    {"frees twice", frees_twice},
    // CHECK-NEXT: kills itself: killed by itself, suspended 0
    {"kills itself", kills_itself},
    // CHECK-NEXT: goes too deep: stack overflow, suspended 0
    {"goes too deep", goes_too_deep},
};
enum { DEATHS = sizeof deaths / sizeof deaths[0] };

static void die(void *number)
{
    deaths[(intptr_t)number].call();
}

static void kinds_of_death(void)
{
    for (int i = 0; i < DEATHS; i++) {
        text = "no panic";
        start(i, die, 2);
        printf("%s: %s, suspended %d\n", deaths[i].name, text, hop_preemption_is_suspended());
    }
    // CHECK-NEXT: went on: 1
    print_notes("went on");
}

static void hold_library(void *unused)
{
    (void)unused;
    __lock_acquire_recursive(stdout->_lock);
    hop_task_sleep(2);
    __lock_release_recursive(stdout->_lock);
}

static void find_library_locked(void *unused)
{
    (void)unused;
    HOP_WITH_PREEMPTION_SUSPENDED
        printf("not printed\n");
}

// What is locked by another task cannot be waited for.
static void library(void)
{
    start(1, hold_library, 1);
    start(2, find_library_locked, 2);
    const char *told = text;
    hop_task_join(&tasks[1]);
    // CHECK-NEXT: library: mutex lock where blocking is not allowed
    printf("library: %s\n", told);
}

int main(void)
{
    interrupts_enable();
    waiting_calls_begin();
    nothing_runs();
    scopes();
    kinds_of_death();
    library();
    return 0;
}
