// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Jobs that are killed anywhere inside newlib's conversions of numbers, without a kernel: what a conversion had in hand is used
// again, and the next one is right. A job that a stream's output runs leaves alone what that output is about to print.
//
// RUN: sh %S/Inputs/on-cores.sh %prefix %t %s %prefix/share/hop/port/bare/job.c %prefix/share/hop/port/bare/boot.c %prefix/share/hop/port/bare/libc.c
//
// CHECK: killed {{[2-9][0-9][0-9]}}, heap grew 0, wrong 0
// CHECK: 0.33333333333333331 2.7182818284590451{{$}}
#define _GNU_SOURCE
#include "hop_job.h"

#include <hop/hop.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SYST_CSR (*(volatile uint32_t *)0xe000e010)
#define SYST_RVR (*(volatile uint32_t *)0xe000e014)
#define SYST_CVR (*(volatile uint32_t *)0xe000e018)

static struct hop_job job = {.name = "job"};
static char text[64];
static volatile double number = 6.02214076e23, third = 1.0 / 3, small = 1.0e-300;

void SysTick_Handler(void)
{
    SYST_CSR = 0;
    hop_job_kill("while it converts");
}

static void convert(void *ticks)
{
    SYST_RVR = (uint32_t)(uintptr_t)ticks;
    SYST_CVR = 0;
    SYST_CSR = ticks ? 7 : 0;
    for (unsigned i = 0; i < 3; i++) {
        snprintf(text, sizeof text, "%.17g %.40e", number, small);
        number = strtod("6.02214076e23000000000000000", NULL) > 1 ? 6.02214076e23 : 0;
    }
    SYST_CSR = 0;
}

static bool is_right(void)
{
    snprintf(text, sizeof text, "%.17g %.3e %.15g", third, small, strtod("3.14159265358979", NULL));
    return strcmp(text, "0.33333333333333331 1.000e-300 3.14159265358979") == 0;
}

static void panic(void *unused)
{
    (void)unused;
    hop_panic("on purpose");
}

static ssize_t write_by_job(void *unused, const char *bytes, size_t length)
{
    (void)unused;
    hop_job_run(&job, panic, NULL);
    return (ssize_t)fwrite(bytes, 1, length, stdout);
}

int main(void)
{
    convert(NULL);
    hop_job_run(&job, convert, (void *)300);
    convert(NULL);
    is_right();
    printf("begin %.2f\n", 1.5);
    size_t before = mallinfo().uordblks;
    int killed = 0, wrong = 0;
    for (uintptr_t ticks = 200; ticks < 40200; ticks += 67) {
        killed += hop_job_run(&job, convert, (void *)ticks) == HOP_KILLED;
        wrong += !is_right();
    }
    printf("killed %d, heap grew %d, wrong %d\n", killed, (int)(mallinfo().uordblks - before), wrong);
    FILE *stream = fopencookie(NULL, "w", (cookie_io_functions_t){.write = write_by_job});
    setvbuf(stream, NULL, _IONBF, 0);
    fprintf(stream, "%.17g %.17g\n", third, 2.7182818284590451);
    return 0;
}
