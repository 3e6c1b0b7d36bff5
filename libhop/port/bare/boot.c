// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From reset to main, and the exceptions that a kernel would have.
#include "main_job.h"

#include <hop/fatal.h>
#include <hop/mark.h>
#include <hop/port.h>

#include <stdlib.h>

// Of the vendor's system_<device>.c, and of the program, if there are any.
void SystemInit(void) __attribute__((weak));
void SysTick_Handler(void) __attribute__((weak));

void __libc_init_array(void);
int main(void);

static void run_main(void *unused)
{
    (void)unused;
    __libc_init_array();
    exit(main());
}

static void run_ended(void)
{
    hop_fatal("main went on behind its end", 0);
}

static void begin(void)
{
    hop_main_job_begin(run_main, run_ended);
}

void hop_boot_start(void)
{
    if (SystemInit)
        SystemInit();
    hop_arch_init();
    hop_arch_become_task((uintptr_t)__hop_main_task_stack_end, begin);
}

void hop_arch_systick(void)
{
    if (!SysTick_Handler)
        hop_fatal("SysTick without a handler", 0);
    SysTick_Handler();
}

void PendSV_Handler(void)
{
    hop_fatal("PendSV without a kernel", 0);
}

void hop_port_svc(void)
{
    hop_fatal("svc with a number that nobody serves", 0);
}
