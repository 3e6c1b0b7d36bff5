// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// Sleeping tasks wake in the order of their ticks, equals in the order in which
// they went to sleep; sleep_until keeps a period whatever the work takes; no
// sleep is shorter than the board's timer says.
// Row 66 of test/kernel/README.md.
#include <hop/hop.h>
#include <stdio.h>

enum { SLEEPERS = 5 };
static struct hop_task tasks[SLEEPERS];
static uint64_t stacks[SLEEPERS][200];
static const uint32_t naps[SLEEPERS] = {30, 10, 20, 10, 30};
static int order[SLEEPERS], woken;

static void nap(void *argument)
{
    int i = (int)(intptr_t)argument;
    hop_task_sleep(naps[i]);
    order[woken++] = i;
}

int main(void)
{
    for (int i = 0; i < SLEEPERS; i++)
        hop_task_create(&tasks[i],
                        &(struct hop_task_config){.name = "nap",
                                                  .entry = nap,
                                                  .argument = (void *)(intptr_t)i,
                                                  .stack = stacks[i],
                                                  .stack_size = sizeof stacks[i],
                                                  .priority = 20});
    hop_task_sleep(50);
    // CHECK: order 1 3 2 0 4
    printf("order");
    for (int i = 0; i < SLEEPERS; i++)
        printf(" %d", order[i]);

    uint32_t start = hop_time_ticks(), wake = start, now = 0;
    for (int i = 0; i < 4; i++) {
        while (hop_time_ticks() - wake < 3)
            ;
        hop_task_sleep_until(&wake, 10);
        now = hop_time_ticks();
    }
    // CHECK: four periods 40
    printf("\nfour periods %u\n", (unsigned)(now - start));

    // While the processor sleeps, QEMU's mps2 boards leave out every other tick, so there is no upper bound.
    while (hop_time_ticks() == now)
        ;
    uint32_t cycles = hop_time_cycles();
    hop_task_sleep(20);
    cycles = hop_time_cycles() - cycles;
    // CHECK: 20 ms of timer passed: 1
    printf("20 ms of timer passed: %d\n",
           cycles >= hop_time_cycles_hz() / 1000 * 20 - 1000);
    // CHECK: range -1 0
    printf("range %d %d\n", hop_task_sleep(0x80000000u), hop_task_sleep(0));
    return 0;
}
