// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferral region that ends twice is a panic; what a dying task's cleanups end, since it died in a region, is none.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("%s%s\n", info->text, info->reclaimed ? info->reclaimed : "");
}

static void tell(int *number)
{
    printf("cleanup %d\n", *number);
}

static void die_in_region(void *unused)
{
    (void)unused;
    __attribute__((cleanup(tell))) int outer = 2;
    HOP_WITH_KILL_DEFERRED
    {
        __attribute__((cleanup(tell))) int inner = 1;
        HOP_WITH_KILL_DEFERRED
            hop_panic("dies in a region");
    }
}

static void end_twice(void *unused)
{
    (void)unused;
    __attribute__((cleanup(tell))) int number = 3;
    hop_kill_defer_begin();
    hop_kill_defer_end();
    hop_kill_defer_end();
    puts("goes on");
}

static void run(void (*entry)(void *))
{
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = entry, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    hop_task_join(&task);
}

int main(void)
{
    // CHECK: cleanup 1
    // CHECK-NEXT: cleanup 2
    // CHECK-NEXT: {{^}}dies in a region{{$}}
    run(die_in_region);
    // CHECK-NEXT: cleanup 3
    // CHECK-NEXT: {{^}}a deferral region ends that has not begun{{$}}
    run(end_twice);
}
