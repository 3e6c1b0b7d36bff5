// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel's clock, in place of the library's, set to any time while nobody waits for one.
#include "kernel/time.c"

void set_time(uint32_t ticks);
int sleep_till_now(void);
void sleep_longest_while_ticks_come(void);

void set_time(uint32_t ticks)
{
    hop_kernel_enter();
    hop_assert(hop_time.first == NULL, "somebody waits for a time");
    hop_time.ticks = ticks;
    hop_time.seen = ticks;
    hop_kernel_leave();
}

// As if the tick had come between the call of hop_task_sleep and its kernel section.
int sleep_till_now(void)
{
    return sleep_till(hop_time.ticks);
}

// As if handlers had held up the kernel section of hop_task_sleep for three ticks.
void sleep_longest_while_ticks_come(void)
{
    hop_kernel_enter();
    for (int i = 0; i < 3; i++) {
        HOP_SCB->icsr = 1u << 26; // the tick
        __asm volatile("dsb\n\tisb" ::: "memory");
    }
    hop_sched_block(HOP_TASK_SLEEPING);
    hop_sleep_insert(hop_sched.current, hop_time_now() + HOP_TIME_MAX);
    hop_kernel_leave();
}
