// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// Inheritance: it passes along a chain of owners, lasts while any mutex with a
// waiter is held, goes back when a waiter gives up, and keeps a task of middle
// priority from starving the urgent one.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_mutex first, second;
static struct hop_task low, middle, high, hog;
static uint64_t stacks[4][256];
static volatile int release_first, release_second;

static void report(const char *when)
{
    printf("%s: low %u middle %u\n", when, hop_task_priority(&low),
           hop_task_priority(&middle));
}

// Holds both mutexes until told.
static void run_low(void *unused)
{
    (void)unused;
    hop_mutex_lock(&first);
    hop_mutex_lock(&second);
    while (!release_second)
        hop_task_sleep(1);
    hop_mutex_unlock(&second);
    while (!release_first)
        hop_task_sleep(1);
    hop_mutex_unlock(&first);
}

// Waits for one that low holds, holding one that high wants.
static struct hop_mutex third;
static void run_middle(void *unused)
{
    (void)unused;
    hop_mutex_lock(&third);
    hop_mutex_lock(&first);
    hop_mutex_unlock(&first);
    hop_mutex_unlock(&third);
}

static void run_high(void *unused)
{
    (void)unused;
    printf("high gives up: %d\n", hop_mutex_timed_lock(&third, 10));
    hop_task_sleep(10);
    printf("high gets it: %d\n", hop_mutex_lock(&third));
    hop_mutex_unlock(&third);
}

static void run_hog(void *unused)
{
    (void)unused;
    for (volatile int i = 0; i < 400000; i++)
        ;
    printf("hog done\n");
}

static void start(struct hop_task *task, void (*entry)(void *), int stack,
                  unsigned priority)
{
    hop_task_create(task, &(struct hop_task_config){.name = "task",
                                                    .entry = entry,
                                                    .stack = stacks[stack],
                                                    .stack_size = sizeof stacks[stack],
                                                    .priority = priority});
}

int main(void)
{
    hop_task_set_priority(hop_task_self(), 30);
    start(&low, run_low, 0, 2);
    hop_task_sleep(3);
    start(&middle, run_middle, 1, 5);
    hop_task_sleep(3);
    // CHECK: middle waits: low 5 middle 5
    report("middle waits");
    start(&high, run_high, 2, 20);
    hop_task_sleep(3);
    // CHECK: high waits: low 20 middle 20
    report("high waits");
    // CHECK: high gives up: -3
    hop_task_sleep(10);
    // CHECK: high gone: low 5 middle 5
    report("high gone");
    hop_task_sleep(10);
    // CHECK: high back: low 20 middle 20
    report("high back");
    release_second = 1;
    hop_task_sleep(3);
    // CHECK: one released: low 20 middle 20
    report("one released");
    start(&hog, run_hog, 3, 10);
    release_first = 1;
    hop_task_sleep(2);
    // CHECK: high gets it: 0
    // CHECK: all released: low 2 middle 5
    report("all released");
    // CHECK: hog done
    hop_task_sleep(1000);
    return 0;
}
