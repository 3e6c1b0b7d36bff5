// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program may be compiled with -fshort-enums: no struct of libhop's depends on the size of an enumeration.
//
// RUN: %clang --target=thumbv7em -fsyntax-only -Xclang -fdump-record-layouts-simple -Xclang -fdump-record-layouts-complete %s > %t.int
// RUN: %clang --target=thumbv7em -fsyntax-only -Xclang -fdump-record-layouts-simple -Xclang -fdump-record-layouts-complete %s -fshort-enums > %t.short
// RUN: FileCheck --check-prefix=LAYOUT --input-file=%t.int %s
// RUN: diff %t.int %t.short
// RUN: %clang --target=thumbv7em -Os -fshort-enums %s -o %t.elf && %run %t.elf | FileCheck %s
//
// LAYOUT-DAG: Type: struct hop_task_config
// LAYOUT-DAG: Type: struct hop_panic_info

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[1500];
static enum hop_panic_reason reason;

void hop_panic_hook(const struct hop_panic_info *info)
{
    reason = info->reason;
}

static void die(void *unused)
{
    (void)unused;
    hop_panic("dies");
}

int main(void)
{
    struct hop_task_config config;
    memset(&config, 0xff, sizeof config); // a field that is written in part shows
    config = (struct hop_task_config){.name = "task", .entry = die, .stack = stack, .stack_size = sizeof stack, .priority = 20};
    config.restart = HOP_RESTART_NEVER;
    int error = hop_task_create(&task, &config);
    // CHECK: size 1: 0, ended 1, called 1
    printf("size %d: %d, ended %d, called %d\n", (int)sizeof reason, error, hop_task_join(&task) == HOP_OK,
           reason == HOP_PANIC_CALLED);
    return 0;
}
