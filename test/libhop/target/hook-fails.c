// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A hook that panics or overflows is left, and not called again: the task
// restarts all the same.
#include "hop/hop.h"

#include <stdio.h>
#include <stdlib.h>

#include "Inputs/svc.h"

TRAPPING_FUNCTION(large, 253, LIMIT_PLUS(30000));

static struct hop_task task;
static _Alignas(8) unsigned char stack[4096];

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("hook %lu: %s\n", (unsigned long)hop_task_generation(&task), info->text);
    if (hop_task_generation(&task) == 0)
        hop_panic("in the hook");
    if (hop_task_generation(&task) == 1)
        large();
    printf("hook returns\n");
}

// CHECK:      run 0
// CHECK-NEXT: hook 0: entry
// CHECK-NEXT: run 1
// CHECK-NEXT: hook 1: entry
// CHECK-NEXT: run 2
// CHECK-NEXT: hook 2: entry
// CHECK-NEXT: hook returns
// CHECK-NEXT: run 3
static void entry(void *argument)
{
    (void)argument;
    printf("run %lu\n", (unsigned long)hop_task_generation(&task));
    if (hop_task_generation(&task) == 3)
        exit(0);
    hop_panic("entry");
}

int main(void)
{
    const struct hop_task_config config = {.name = "t", .entry = entry, .stack = stack,
                                           .stack_size = sizeof stack, .priority = 8};
    if (hop_task_create(&task, &config) != HOP_OK)
        return 1;
    for (;;)
        hop_task_sleep(1000);
}
