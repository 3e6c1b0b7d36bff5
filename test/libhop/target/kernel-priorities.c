// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
//
// The most urgent task runs; equals run in order and change over by yield;
// a change of priority takes effect at once; bad configurations are refused.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task high, equal[2], low;
static uint64_t stacks[4][200];

static void say(void *argument)
{
    printf("%s\n", (const char *)argument);
}

static void take_turns(void *argument)
{
    for (int i = 0; i < 3; i++) {
        printf("%s%d\n", (const char *)argument, i);
        hop_task_yield();
    }
}

static int start(struct hop_task *task, void (*entry)(void *), char *argument,
                 int stack, unsigned priority)
{
    return hop_task_create(
        task, &(struct hop_task_config){.name = argument,
                                        .entry = entry,
                                        .argument = argument,
                                        .stack = stacks[stack],
                                        .stack_size = sizeof stacks[stack],
                                        .priority = priority});
}

int main(void)
{
    // CHECK: higher
    // CHECK-NEXT: after higher
    start(&high, say, "higher", 0, 17);
    printf("after higher\n");

    start(&low, say, "lower", 3, 15);
    start(&equal[0], take_turns, "a", 1, 16);
    start(&equal[1], take_turns, "b", 2, 16);
    // CHECK-NEXT: main yields
    // CHECK-NEXT: a0
    // CHECK-NEXT: b0
    printf("main yields\n");
    hop_task_yield();
    // CHECK-NEXT: main again
    // CHECK-NEXT: a1
    // CHECK-NEXT: b1
    printf("main again\n");
    hop_task_yield();
    // Lowering main lets all the others finish before the call returns.
    // CHECK-NEXT: a2
    // CHECK-NEXT: b2
    // CHECK-NEXT: lower
    // CHECK-NEXT: lowered 0 to 10
    int result = hop_task_set_priority(hop_task_self(), 10);
    printf("lowered %d to %u\n", result, hop_task_priority(hop_task_self()));

    // A task object can be used again once its task has ended.
    // CHECK-NEXT: again
    // CHECK-NEXT: ended 0
    result = start(&high, say, "again", 0, 31);
    printf("ended %d\n", result);

    // CHECK-NEXT: refused -1 -1 -1 -1
    printf("refused %d %d %d %d\n", start(&high, say, "idle", 0, 0),
           start(&high, say, "too high", 0, 32), start(&high, NULL, "entry", 0, 8),
           start(hop_task_self(), say, "running", 0, 8));
    // CHECK-NEXT: stacks -1 -1
    struct hop_task_config config = {.name = "stack", .entry = say, .priority = 1,
                                     .stack = stacks[0], .stack_size = 64};
    int small = hop_task_create(&high, &config);
    config.stack = (void *)0x20070000, config.stack_size = 0x10000;
    printf("stacks %d %d\n", small, hop_task_create(&high, &config));
    return 0;
}
