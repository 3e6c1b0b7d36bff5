// RUN: %every_core -Os -I %libhop -I %libhop/arch/arm-m %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks that others suspend, or that suspend themselves, in every state, and what is refused. Row 69.
#include "Inputs/interrupts.h"
#include "Inputs/sound.h"
#include "Inputs/tasks.h"

#include <stdlib.h>

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 5);
static struct hop_mutex mutex;
static struct hop_task *to_resume;
static volatile int from_handler, suspend_in_handler;

ON_INTERRUPT_9()
{
    suspend_in_handler = hop_task_suspend(to_resume);
    from_handler = hop_task_resume(to_resume);
}

// What main saw: the notes, and that the kernel is sound.
static void finish(const char *name)
{
    unsigned count = unsound();
    if (count)
        printf("%s: unsound %u\n", name, count);
    print_notes(name);
}

static void suspend(int number)
{
    int result = hop_task_suspend(&tasks[number]);
    if (result || !hop_task_is_suspended(&tasks[number]))
        printf("suspend %d: %d\n", number, result);
}

static void resume(int number)
{
    int result = hop_task_resume(&tasks[number]);
    if (result || hop_task_is_suspended(&tasks[number]))
        printf("resume %d: %d\n", number, result);
}

static void note_number(void *argument)
{
    note((int)(intptr_t)argument);
}

// 1 does not run before its resume, the equal that came later does; one resume ends two suspends.
static void ready(void)
{
    start(1, note_number, 0), start(2, note_number, 0);
    suspend(1), suspend(1);
    note((int)hop_task_priority(&tasks[1]));
    hop_task_yield(), hop_task_yield();
    note(10), resume(1), note(11);
    hop_task_join(&tasks[1]);
    finish("ready");
    // CHECK: ready: 0 2 10 11 1
}

static void suspend_self(void *argument)
{
    note(1);
    note(hop_task_suspend(hop_task_self()));
    note((int)(intptr_t)argument);
}

// An urgent one goes on within the resume.
static void self(void)
{
    start(3, suspend_self, 1);
    note(10), resume(3), note(11);
    finish("self");
    // CHECK-NEXT: self: 1 10 0 3 11
}

static uint32_t origin;

static void sleep_long(void *argument)
{
    note(hop_task_sleep(5) + (int)(intptr_t)argument);
    note((int)(hop_time_ticks() - origin));
}

// The sleep goes on: 1 is resumed before its end, 2 after it.
static void sleeping(void)
{
    hop_task_sleep(1);
    origin = hop_time_ticks();
    start(1, sleep_long, 1), start(2, sleep_long, 2);
    suspend(1), suspend(2);
    hop_task_sleep(3), resume(1);
    hop_task_sleep(5), resume(2);
    finish("sleeping");
    // CHECK-NEXT: sleeping: 1 5 2 8
}

static void take(void *argument)
{
    note((int)(intptr_t)argument * 10 - hop_semaphore_take(&semaphore));
}

static void timed_take(void *argument)
{
    note((int)(intptr_t)argument * 10 - hop_semaphore_timed_take(&semaphore, 5));
    note((int)(hop_time_ticks() - origin));
}

// 1 is more urgent and came first, but 2 is served. Then 1, which notices when it is resumed.
static void waiting(void)
{
    start(1, take, 2), start(2, take, 1);
    suspend(1);
    hop_semaphore_give(&semaphore), note(5);
    hop_semaphore_give(&semaphore), note((int)hop_semaphore_count(&semaphore));
    resume(1), finish("waiting");
    // CHECK-NEXT: waiting: 20 5 0 10
    // Its place again after a resume: behind its equals, before those that are less urgent.
    start(1, take, 2), start(2, take, 2), start(3, take, 1);
    suspend(1), resume(1);
    for (int i = 0; i < 3; i++)
        hop_semaphore_give(&semaphore);
    finish("order");
    // CHECK-NEXT: order: 20 10 30
    hop_task_sleep(1), origin = hop_time_ticks();
    start(1, timed_take, 1), start(2, timed_take, 1);
    suspend(1), suspend(2);
    hop_task_sleep(7), hop_semaphore_give(&semaphore); // too late
    resume(1), resume(2);
    note((int)hop_semaphore_count(&semaphore)), hop_semaphore_try_take(&semaphore);
    finish("timeout");
    // CHECK-NEXT: timeout: 13 7 23 7 1
}

static void lock_and_spin(void *argument)
{
    hop_mutex_lock(&mutex);
    note((int)(intptr_t)argument);
    hop_task_sleep(1);
    note(hop_mutex_unlock(&mutex));
}

static void want_lock(void *argument)
{
    int number = (int)(intptr_t)argument * 10, result = hop_mutex_timed_lock(&mutex, 4);
    note(number - result);
    if (result)
        note(number - hop_mutex_lock(&mutex));
    hop_mutex_unlock(&mutex);
}

// Inheritance does not run the owner; once resumed it has what it inherits. A suspended waiter passes nothing on.
static void holding(void)
{
    hop_task_sleep(1);
    start(1, lock_and_spin, 1), suspend(1);
    start(2, want_lock, 5);
    hop_task_sleep(8);
    note((int)hop_task_priority(&tasks[1]));
    resume(1);
    hop_task_join(&tasks[1]);
    finish("holding");
    // CHECK-NEXT: holding: 1 23 0 20 0
    hop_mutex_lock(&mutex);
    start(2, want_lock, 5), note((int)hop_task_priority(hop_task_self()) - HOP_PRIORITY_MAIN);
    suspend(2), note((int)hop_task_priority(hop_task_self()) - HOP_PRIORITY_MAIN);
    resume(2), note((int)hop_task_priority(hop_task_self()) - HOP_PRIORITY_MAIN);
    hop_mutex_unlock(&mutex);
    finish("passing on");
    // CHECK-NEXT: passing on: 5 0 5 20
}

static void note_cleanup(int *number)
{
    note(*number);
}

static void die_once(void *argument)
{
    __attribute__((cleanup(note_cleanup))) int number = 10 * (int)(intptr_t)argument;
    if (hop_task_generation(hop_task_self()) == 0)
        hop_semaphore_take(&semaphore);
    hop_task_sleep(0); // a call at which it may die
    number = 1;
}

static void die_in_region(void *argument)
{
    __attribute__((cleanup(note_cleanup))) int number = 10 * (int)(intptr_t)argument;
    HOP_WITH_KILL_DEFERRED {
        note(hop_task_suspend(hop_task_self()));
        note(hop_task_suspend(hop_task_self())); // it is to die
    }
    hop_task_sleep(0);
    note(99);
}

// A suspended task dies at once, by its cleanups; the next life is not suspended.
static void killed(void)
{
    hop_task_create(&tasks[1], &(struct hop_task_config){
        .name = "task", .entry = die_once, .argument = (void *)2, .stack = task_stacks[1], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN + 1});
    suspend(1);
    note(hop_task_kill(&tasks[1], "test"));
    note((int)hop_task_generation(&tasks[1])), note(hop_task_join(&tasks[1]));
    start(3, die_in_region, 1);
    note(hop_task_kill(&tasks[3], "test")), note(hop_task_join(&tasks[3]));
    start(4, die_once, 1), suspend(4);
    note(hop_task_kill_now(&tasks[4], "test")), note(hop_task_join(&tasks[4]));
    finish("killed");
    // CHECK-NEXT: killed: 20 1 0 1 0 -9 -9 30 0 0 40 0 0
}

static void suspend_forever(void *argument)
{
    (void)argument;
    for (;;)
        hop_task_suspend(hop_task_self());
}

static void raise_after(void)
{
    interrupt_raise(9);
    note(suspend_in_handler), note(from_handler);
}

// A handler may resume, not suspend.
static void by_handler(void)
{
    start(3, suspend_self, 1), to_resume = &tasks[3];
    raise_after();
    start(3, suspend_self, -1), suspend(3);
    raise_after(), note((int)hop_task_priority(&tasks[3]) - HOP_PRIORITY_MAIN);
    hop_task_sleep(2), raise_after(); // 1 may be no time at all, and the resume come first
    hop_task_join(&tasks[3]), raise_after();
    finish("handler");
    // CHECK-NEXT: handler: 1 0 3 -7 0 -7 0 -1 1 -7 0 0 3 -7 -1
}

static void try_dying(const struct hop_panic_info *info);

// Slices do not bring suspended tasks to run when the processor is idle; changes of priority do not, either.
static void idle(void)
{
    start(1, note_number, -1), start(2, note_number, -1);
    suspend(1), suspend(2);
    hop_time_slice(1), hop_task_set_priority(&tasks[1], HOP_PRIORITY_MAX);
    hop_task_sleep(5), note(7);
    resume(1), resume(2), hop_task_join(&tasks[2]);
    hop_time_slice(0);
    finish("idle");
    // CHECK-NEXT: idle: 7 1 2
}

static int dying_result;

void hop_panic_hook(const struct hop_panic_info *info)
{
    try_dying(info);
}

static void try_dying(const struct hop_panic_info *info)
{
    (void)info;
    dying_result = hop_task_suspend(hop_task_self());
}

static void refused(void)
{
    note(hop_task_suspend(NULL)), note(hop_task_resume(NULL));
    note(hop_task_suspend(&tasks[9])), note(hop_task_resume(&tasks[9])); // never created
    note(hop_task_suspend(&tasks[1])), note(hop_task_resume(&tasks[1])); // ended
    note(hop_task_suspend(hop_sched.ready.first[HOP_PRIORITY_IDLE]));
    note(hop_task_resume(hop_task_self()));
    note(dying_result);
    HOP_WITH_PREEMPTION_SUSPENDED {
        start(5, suspend_forever, 1);
        note(hop_task_suspend(&tasks[5])); // another one
    }
    note(hop_task_resume(&tasks[5])), hop_task_kill(&tasks[5], "test"), hop_task_join(&tasks[5]);
    finish("refused");
    // CHECK-NEXT: refused: -1 -1 -1 -1 -1 -1 -1 0 -9 0 0
}

static void suspend_where_refused(void *argument)
{
    (void)argument;
    HOP_WITH_PREEMPTION_SUSPENDED
        hop_task_suspend(hop_task_self());
}

static void blocking(void)
{
    start(5, suspend_where_refused, 1);
    finish("panicked");
    // CHECK-NEXT: panicked:
}

int main(void)
{
    interrupts_enable();
    ready(), self(), sleeping(), waiting(), holding(), killed(), by_handler(), idle(), refused(), blocking();
    // CHECK-NEXT: done
    puts("done");
    return 0;
}
