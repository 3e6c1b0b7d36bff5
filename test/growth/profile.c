// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A profile of a task's stack: each new depth with the function that took it and its callers. There is no limit then;
// what it says is enough when it is set as one.
//
// RUN: %every_core -Os %s
// RUN: %every_core -O0 -fno-omit-frame-pointer %s
//
// CHECK: depths grow: yes
// CHECK-NEXT: last by far, called from middle, between, near, a task; then 0
// CHECK-NEXT: with that limit: 0 panics, with less: 1
// CHECK-NEXT: 2 records: the first and the deepest

#include <hop/hop.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

static struct hop_task task;
static _Alignas(8) unsigned char stack[1400];
static int panics;
static volatile int one = 1;

void hop_panic_hook(const struct hop_panic_info *info)
{
    panics += info->reclaimed == NULL;
}

NOINLINE int far(int n)
{
    volatile char frame[700];
    frame[n] = 1;
    return frame[n];
}

NOINLINE int middle(int n)
{
    volatile char frame[600];
    frame[n] = 1;
    return far(n) + frame[n];
}

// Takes no stacklet, and is in the chain all the same.
NOINLINE int between(int n)
{
    return middle(n) + one - one;
}

NOINLINE int near(int n)
{
    volatile char frame[500];
    frame[n] = 1;
    return between(n) + frame[n];
}

static void run_in_task(void *argument)
{
    (void)argument;
    one = near(one) - 2;
}

static void run(size_t limit, struct hop_stack_profile *profile)
{
    panics = 0;
    int error = hop_task_create(&task, &(struct hop_task_config){
        .name = "task", .entry = run_in_task, .stack = stack, .stack_size = sizeof stack, .growth = &hop_growth,
        .stack_limit = limit, .stack_profile = profile, .priority = HOP_PRIORITY_MAIN + 1,
        .restart = HOP_RESTART_NEVER});
    if (error)
        printf("error %d\n", error);
}

static const char *name_of(uintptr_t address)
{
    static const struct { const char *name; int (*start)(int); } functions[] = {{"far", far}, {"middle", middle}, {"between", between}, {"near", near}};
    const char *name = "a task";
    uintptr_t best = 0;
    for (unsigned i = 0; i < 4; i++) {
        uintptr_t start = (uintptr_t)functions[i].start & ~(uintptr_t)1;
        if (start <= address && start >= best && address - start < 100) {
            best = start;
            name = functions[i].name;
        }
    }
    return name;
}

int main(void)
{
    struct hop_stack_depth depths[8];
    struct hop_stack_profile profile = {.depths = depths, .capacity = 8};
    run(1500, &profile);
    const struct hop_stack_depth *last = &depths[profile.count - 1];
    int grows = profile.count >= 2;
    for (size_t i = 1; i < profile.count; i++)
        grows &= depths[i].held > depths[i - 1].held;
    printf("depths grow: %s\n", grows ? "yes" : "no");
    printf("last by %s, called from %s, %s, %s, %s; then %u\n", name_of(last->function), name_of(last->callers[0]),
           name_of(last->callers[1]), name_of(last->callers[2]), name_of(last->callers[3]), (unsigned)last->callers[4]);
    run(last->held + 24, NULL); // what the heap cannot cut off counts
    int enough = panics;
    run(last->held - 200, NULL);
    printf("with that limit: %d panics, with less: %d\n", enough, panics);
    profile = (struct hop_stack_profile){.depths = depths, .capacity = 2};
    run(0, &profile);
    printf("%u records: the first and the %s\n", (unsigned)profile.count,
           depths[1].held == last->held || depths[1].held > depths[0].held ? "deepest" : "wrong one");
    return 0;
}
