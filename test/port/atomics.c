// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Atomic objects without a kernel, which they do not bring along: main, a job that dies, and a handler.
//
// RUN: sh %S/Inputs/on-cores.sh %prefix %t %s %prefix/share/hop/port/bare/job.c %prefix/share/hop/port/bare/boot.c %prefix/share/hop/port/bare/libc.c
//
// CHECK: job -9, wrong 0
#include "hop_job.h"

#include <hop/hop.h>
#include <stdatomic.h>
#include <stdio.h>

#pragma clang diagnostic ignored "-Watomic-alignment"

#define SYST_CSR (*(volatile uint32_t *)0xe000e010)
#define SYST_RVR (*(volatile uint32_t *)0xe000e014)
#define SYST_CVR (*(volatile uint32_t *)0xe000e018)

enum { TICKS = 300 };

static struct hop_job job = {.name = "job"};
static _Atomic uint64_t counts;
static _Atomic uint32_t ticks;

void SysTick_Handler(void)
{
    SYST_RVR = 500 + ticks; // at another instruction each time
    counts += (uint64_t)1 << 32 | 1;
    ticks++;
}

static void count_and_die(void *unused)
{
    (void)unused;
    counts += 7;
    hop_panic("on purpose");
}

int main(void)
{
    uint32_t rounds = 0;
    SYST_RVR = 500;
    SYST_CVR = 0;
    SYST_CSR = 7;
    for (; ticks < TICKS; rounds++)
        counts += 2;
    SYST_CSR = 0;
    int result = hop_job_run(&job, count_and_die, NULL);
    uint64_t expected = ((uint64_t)ticks << 32) + ticks + 2 * rounds + 7;
    printf("job %d, wrong %d\n", result, counts != expected);
    return 0;
}
