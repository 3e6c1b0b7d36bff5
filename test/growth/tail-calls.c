// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A chain of tail calls, each on a stacklet of its own, holds no more than two of them: one takes the place of the other.
// A panic at its end unwinds to the caller of the first.
//
// RUN: %clang_v7em -O2 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em_hf -O2 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv8m.main -O2 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
//
// CHECK: 5000 tail calls: 5050, at most 6000 bytes more
// CHECK-NEXT: unwound: cleaned up once, called from one place
// Row 54 of test/kernel/README.md.

#include <hop/hop.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

static struct hop_task task;
static _Alignas(8) unsigned char stack[1200];
static volatile int zero, cleaned, places;
static volatile bool dies;

typedef int step(int n, int total);
static NOINLINE step small, large;

static int small(int n, int total)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    if (n == 0 && dies)
        hop_panic("at the end");
    if (n == 0)
        return total;
    __attribute__((musttail)) return large(n - 1, total + frame[n % 100]);
}

static int large(int n, int total)
{
    volatile char frame[700];
    frame[n % 700] = (char)(n % 100 == 0);
    __attribute__((musttail)) return small(n, total + frame[n % 700]);
}

static void clean(int *unused)
{
    (void)unused;
    cleaned++;
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    // The panic's call in small, and that of the first in run.
    places = info->chain_length == 2 && info->reclaimed == NULL;
}

static void run(void *argument)
{
    (void)argument;
    __attribute__((cleanup(clean), unused)) int guard = 0;
    zero = small(200, 0);
}

int main(void)
{
    struct hop_stack_stats before, after;
    hop_stack_stats(hop_task_self(), &before);
    int total = small(5000, 0);
    hop_stack_stats(hop_task_self(), &after);
    printf("5000 tail calls: %d, at most %d bytes more\n", total,
           after.high_water - before.high_water <= 6000 ? 6000 : (int)(after.high_water - before.high_water));
    dies = true;
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = run, .stack = stack,
                                                     .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1,
                                                     .restart = HOP_RESTART_NEVER});
    printf("unwound: cleaned up %s, called from %s\n", cleaned == 1 ? "once" : "never", places ? "one place" : "elsewhere");
    return 0;
}
