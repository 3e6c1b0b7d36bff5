// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <hop/hop.h>

// Never idle: every tick then comes after as many instructions, with and without sleep between them.
static inline void spin(void *unused)
{
    (void)unused;
    for (;;)
        __asm volatile("");
}

static inline void keep_busy(void)
{
    static struct hop_task task;
    static _Alignas(8) unsigned char stack[HOP_STACK_MIN];
    hop_task_create(&task, &(struct hop_task_config){.name = "busy", .entry = spin, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MIN});
}
