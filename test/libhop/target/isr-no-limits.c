// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that may fail, linked without stack limits: none has a limit, nested ones included, also where the outer one
// is ending; a panic still ends them.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_handler_stack_size=1900,--defsym=__hop_stack_limits=0 %s
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_handler_stack_size=1900 %s -o %t.elf && not %run --icount 7 %t.elf | FileCheck --check-prefix=LIMITS %s
// CHECK:  left 2: on purpose, went to the end 3
// LIMITS: left 2: on purpose, went to the end 2
#include "../../kernel/Inputs/interrupts.h"

#include <hop/hop.h>
#include <stdio.h>

static const char *volatile text;
static volatile unsigned left, ends;

__attribute__((noinline)) static unsigned deep(unsigned bytes)
{
    volatile char frame[40];
    frame[0] = 1;
    if (bytes > 64)
        return deep(bytes - 64) + (unsigned)frame[0];
    ends++;
    return 0;
}

static void interrupt_once(int *unused)
{
    (void)unused;
    interrupt_raise(10);
}

ON_INTERRUPT_9(HOP_ISR)
{
    __attribute__((cleanup(interrupt_once), unused)) int guard = 0;
    deep(700);
    hop_panic("on purpose");
}

ON_INTERRUPT_10(HOP_ISR)
{
    deep(400);
    if (ends == 3)
        hop_panic("on purpose");
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    left++;
    text = info->text;
    return true;
}

int main(void)
{
    interrupts_enable();
    interrupt_raise(10);
    interrupt_raise(9);
    printf("left %u: %s, went to the end %u\n", left, text, ends);
    return left != 2 || ends != 3;
}
