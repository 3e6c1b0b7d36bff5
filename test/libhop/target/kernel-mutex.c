// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// Results of the mutex calls, with one task and against another that holds it.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_mutex mutex, other;
static struct hop_task holder;
static uint64_t stack[220];

static void hold(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutex);
    hop_task_sleep(20);
    hop_mutex_unlock(&mutex);
    hop_mutex_lock(&other);
    printf("locked by holder %d\n", hop_mutex_lock(&mutex));
    hop_mutex_unlock(&other);
    hop_mutex_unlock(&mutex);
}

int main(void)
{
    // CHECK: alone 0 -4 -4 -4 0 -6
    printf("alone %d", hop_mutex_lock(&mutex));
    printf(" %d", hop_mutex_lock(&mutex));
    printf(" %d", hop_mutex_try_lock(&mutex));
    printf(" %d", hop_mutex_timed_lock(&mutex, 5));
    printf(" %d", hop_mutex_unlock(&mutex));
    printf(" %d\n", hop_mutex_unlock(&mutex));

    hop_task_create(&holder, &(struct hop_task_config){.name = "holder",
                                                       .entry = hold,
                                                       .stack = stack,
                                                       .stack_size = sizeof stack,
                                                       .priority = 20});
    // CHECK: held -2 -3 -6 -1
    printf("held %d %d %d %d\n", hop_mutex_try_lock(&mutex),
           hop_mutex_timed_lock(&mutex, 0), hop_mutex_unlock(&mutex),
           hop_mutex_timed_lock(&mutex, 0x80000000u));
    // A tick may come between the two calls.
    // CHECK: timeout -3 after {{[56]}}
    uint32_t start = hop_time_ticks();
    int result = hop_mutex_timed_lock(&mutex, 5);
    printf("timeout %d after %u\n", result, (unsigned)(hop_time_ticks() - start));
    // CHECK: waited 0
    printf("waited %d\n", hop_mutex_timed_lock(&mutex, 100));

    // The holder has `other` and waits for `mutex`, which main holds.
    // CHECK: cycle -4
    // CHECK: locked by holder 0
    // CHECK: other 0
    printf("cycle %d\n", hop_mutex_lock(&other));
    hop_mutex_unlock(&mutex);
    printf("other %d\n", hop_mutex_lock(&other));
    return 0;
}
