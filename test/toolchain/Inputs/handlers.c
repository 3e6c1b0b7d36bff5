// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An application with a handler: a switch and ticks go on.
#include <hop/hop.h>
#include <stdio.h>

#ifndef ATTRIBUTES
#define ATTRIBUTES
#endif

static volatile int calls;

__attribute__((ATTRIBUTES used)) void HANDLER(void)
{
    calls++;
}

int main(void)
{
    hop_task_sleep(3);
    printf("slept, %d calls\n", calls);
    return 0;
}
