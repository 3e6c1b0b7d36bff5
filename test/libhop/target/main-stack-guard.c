// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plain handler that takes more than the main stack has is noticed when it has returned: by the tick, and by the
// end of a handler that may fail which it has interrupted. Where the processor has a limit register, it does not even
// return. One that stays within the stack is nobody's concern.
//
// RUN: %clang --target=thumbv6m -Os %s -o %t.v6m.elf
// RUN: %clang --target=thumbv8m.base -Os %s -o %t.v8mb.elf
// RUN: %clang_v7em_hf -Os %s -o %t.v7em.elf
// RUN: %run %t.v6m.elf within | FileCheck --check-prefix=WITHIN %s
// RUN: %run %t.v7em.elf within | FileCheck --check-prefix=WITHIN %s
// RUN: %status 71 %run %t.v6m.elf busy 2>&1 | FileCheck --check-prefix=TICK %s
// RUN: %status 71 %run %t.v7em.elf busy 2>&1 | FileCheck --check-prefix=TICK %s
// RUN: %status 71 %run %t.v8mb.elf busy 2>&1 | FileCheck --check-prefix=TICK %s
// RUN: %status 71 %run %t.v6m.elf nested 2>&1 | FileCheck --check-prefix=NESTED %s
// RUN: %status 71 %run %t.v7em.elf nested 2>&1 | FileCheck --check-prefix=NESTED %s
// RUN: %clang --target=thumbv8m.main -Os %s -o %t.v8mm.elf
// RUN: %status 71 %run %t.v8mm.elf busy 2>&1 | FileCheck --check-prefix=LIMIT %s
//
// WITHIN: returned 1
// TICK:   hop: fatal: a handler has overflowed the main stack in the handler of exception 15, task 'main'
// NESTED: hop: fatal: a handler has overflowed the main stack in the handler of exception 25, task 'main'
// LIMIT:  hop: fatal: stack pointer below its limit register
#include "../../kernel/Inputs/interrupts.h"

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

extern char __hop_handler_stack_base[];

static uintptr_t down_to;
static volatile unsigned returned, sink;

// Unchecked, so that it gets down there also above a handler that has a limit.
__attribute__((noinline, no_split_stack)) static void take(void)
{
    volatile char frame[24];
    for (unsigned i = 0; i < sizeof frame; i++)
        frame[i] = 1;
    if ((uintptr_t)frame > down_to)
        take();
    sink += (unsigned)frame[0];
}

ON_INTERRUPT_10()
{
    take();
    returned++;
}

ON_INTERRUPT_9(HOP_ISR)
{
    interrupt_raise(10);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    bool is_within = strcmp(what, "within") == 0;
    down_to = (uintptr_t)__hop_handler_stack_base + (is_within ? 128 : 0);
    interrupts_enable();
    interrupt_raise(strcmp(what, "nested") == 0 ? 9 : 10);
    uint32_t until = hop_time_ticks() + 3;
    while ((int32_t)(hop_time_ticks() - until) < 0) // on a busy host two ticks may come at once
        ;
    printf("returned %u\n", returned);
    return 0;
}
