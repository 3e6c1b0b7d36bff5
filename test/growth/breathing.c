// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 20 tasks that each need 2 KiB for a moment, on fixed stacks and as breathing tasks. What their stacks take at most,
// zones and bookkeeping counted on both sides, is what the heap had at its high water. One of them dies at work; its
// place goes to the others.
//
// CHECK: everything done
// CHECK-NEXT: at work at once: at most {{[12]}}
// CHECK-NEXT: stacks take {{[0-9]+}} bytes of {{[0-9]+}}: at most 50 percent
// Row 62 of test/kernel/README.md.

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

// A task in `wait` has the frames of hop_breathe and of that, and a call of the kernel.
enum { TASKS = 20, ROUNDS = 4, NEEDED = 2048, WAITING = HOP_KERNEL_DEPTH + 80 };
enum { FIXED = HOP_STACK_OVERHEAD + NEEDED, SMALL = HOP_STACK_OVERHEAD + HOP_GROWTH_SIZE + WAITING };

static struct hop_task tasks[TASKS];
static struct { int rounds, done; } states[TASKS];
static volatile int at_work, most_at_work, killed, all_there;

void hop_panic_hook(const struct hop_panic_info *info)
{
    killed += info->reclaimed == NULL;
}

static bool wait(void *state)
{
    while (!all_there)
        hop_task_sleep(20);
    hop_task_sleep(1 + (unsigned)(((char *)state - (char *)states) % 3));
    return states[((char *)state - (char *)states) / (int)sizeof states[0]].rounds++ < ROUNDS;
}

static void leave(int *unused)
{
    (void)unused;
    at_work--;
}

static void work(void *state)
{
    __attribute__((cleanup(leave))) int place = 0;
    volatile char frame[NEEDED - 200];
    if (++at_work > most_at_work)
        most_at_work = at_work;
    memset((char *)frame, place, sizeof frame);
    __asm volatile("" ::"r"(frame) : "memory");
    hop_task_yield();
    if (state == &states[7] && !killed)
        hop_panic("on purpose");
    states[((char *)state - (char *)states) / (int)sizeof states[0]].done++;
}

static void breathe(void *state)
{
    hop_breathe(&(struct hop_breathing){.wait = wait, .work = work, .state = state});
}

int main(void)
{
    struct hop_mem_stats before, after;
    hop_breathing_limit(2);
    hop_mem_free(hop_mem_alloc(1));
    hop_mem_stats(&before);
    for (int i = 0; i < TASKS; i++) {
        int error = hop_task_create(&tasks[i], &(struct hop_task_config){
            .name = "breathing", .entry = breathe, .argument = &states[i], .stack_size = SMALL, .growth = &hop_growth,
            .priority = HOP_PRIORITY_MAIN + 1});
        if (error)
            printf("error %d\n", error);
    }
    all_there = 1;
    hop_task_sleep(200);
    hop_mem_stats(&after);
    int done = 0;
    for (int i = 0; i < TASKS; i++)
        done += states[i].done;
    bool is_all = done == TASKS * ROUNDS - 1 && killed == 1 && at_work == 0 && after.in_use == before.in_use;
    printf("%s\n", is_all ? "everything done" : "not everything done");
    printf("at work at once: at most %d\n", most_at_work);
    unsigned taken = (unsigned)(after.high_water - before.in_use), all = TASKS * FIXED;
    printf("stacks take %u bytes of %u: at most %u percent\n", taken, all, (taken * 100 + all - 1) / all <= 50 ? 50 : 100);
    if (!is_all)
        printf("done %d, killed %d, at work %d, left %d\n", done, killed, at_work, (int)(after.in_use - before.in_use));
    return 0;
}
