// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that is linked without the unwinding of faults: a task that faults is reclaimed, no cleanup of it runs, and it
// is restarted; one that panics is unwound as ever. The program does not have the code that looks at instructions.
//
// RUN: %every_core -Os -Wl,--gc-sections,--defsym=hop_fault_leave=hop_fault_reclaim %s
// RUN: llvm-nm %t.thumbv7em.elf | not grep -E 'hop_thumb_decode|hop_unwind_step_interrupted|hop_exidx_range'
//
// CHECK:      panicked, cleaned up 1, reclaimed: no
// CHECK-NEXT: faulted, cleaned up 1, reclaimed: not unwound in this program
// CHECK-NEXT: third life, the mutex is free: yes
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];
static struct hop_mutex mutex;
static int lives, cleaned;

static void clean_up(int *unused)
{
    (void)unused;
    cleaned++;
}

__attribute__((noinline)) static void fails(int life)
{
    __attribute__((cleanup(clean_up))) int guard = life;
    if (life == 1)
        hop_panic("on purpose");
    fault_undefined();
    __asm volatile("" ::"r"(guard));
}

static void live(void *unused)
{
    (void)unused;
    lives++;
    int error = hop_mutex_lock(&mutex);
    if (lives < 3)
        fails(lives);
    printf("third life, the mutex is free: %s\n", error == HOP_OWNER_DIED ? "yes" : "no");
    hop_mutex_unlock(&mutex);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("%s, cleaned up %d, reclaimed: %s\n", info->reason == HOP_PANIC_FAULT ? "faulted" : "panicked", cleaned,
           info->reclaimed ? info->reclaimed : "no");
}

int main(void)
{
    hop_mutex_init(&mutex);
    hop_task_create(&task, &(struct hop_task_config){.name = "fails", .entry = live, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_ALWAYS});
    hop_task_sleep(10);
    return 0;
}
