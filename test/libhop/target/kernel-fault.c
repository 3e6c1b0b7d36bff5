// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %status 71 %run %t.elf svc 2>&1 | FileCheck --check-prefixes=ALL,SVC %s
// RUN: %status 71 %run %t.elf interrupt 2>&1 | FileCheck --check-prefixes=ALL,IRQ %s
// RUN: %status 71 %run %t.elf handler 2>&1 | FileCheck --check-prefixes=ALL,HANDLER %s
// RUN: %status 71 %run %t.elf panic 2>&1 | FileCheck --check-prefixes=ALL,PANIC %s
// RUN: %status 71 %run %t.elf kernel 2>&1 | FileCheck --check-prefixes=ALL,KERNEL %s
// RUN: %status 71 %run %t.elf masked 2>&1 | FileCheck --check-prefixes=ALL,MASKED %s
// RUN: %status 71 %run %t.elf stack 2>&1 | FileCheck --check-prefix=STACK %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.v6m.elf
// RUN: %status 71 %run %t.v6m.elf kernel 2>&1 | FileCheck --check-prefixes=ALL,KERNEL-V6M %s
// RUN: %status 71 %run %t.v6m.elf panic 2>&1 | FileCheck --check-prefixes=ALL,PANIC %s
// RUN: %status 71 %run %t.v6m.elf masked 2>&1 | FileCheck --check-prefixes=ALL,MASKED %s
// RUN: %status 71 %run %t.v6m.elf stack 2>&1 | FileCheck --check-prefix=STACK-V6M %s
//
// A fault that no task can die of ends the firmware with a report that names it, the place and the task, and
// with a status of its own: in a plain handler, in the kernel, where interrupts are masked, and where no frame
// could be stored. So does an interrupt without a handler.
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <stdint.h>
#include <string.h>

#define NVIC_ISER0 (*(volatile uint32_t *)0xe000e100)
#define NVIC_ISPR0 (*(volatile uint32_t *)0xe000e200)

static void raise_irq(int irq)
{
    NVIC_ISER0 = 1u << irq;
    NVIC_ISPR0 = 1u << irq;
}

static void panic_in_handler(void)
{
    hop_panic("on purpose");
}

// Interrupt 10 of either board.
void DUALTIMER_Handler(void)
{
    panic_in_handler();
}
void PWM0_Handler(void)
{
    panic_in_handler();
}

void TIMER0_Handler(void)
{
    *(volatile uint32_t *)0x60000000 = 1;
}

// SVC: hop: fatal: svc with a number that nobody serves
// IRQ: hop: fatal: interrupt 011 has no handler in the handler of exception 27
// HANDLER: hop: fatal: bus error by a data access in the handler of exception 24, task 'main'
// PANIC: hop: fatal: on purpose in the handler of exception 26, task 'main'
// KERNEL: hop: fatal: bus error by a data access in task 'main'
// KERNEL-V6M: hop: fatal: unaligned access in task 'main'
// MASKED: hop: fatal: a fault with interrupts masked
// STACK: hop: fatal: bus error while an exception frame was stored in task 'main'
// STACK-V6M: hop: fatal: hardware fault in task 'main'
// ALL: hop:   at @0x{{[0-9a-f]+}}
// HANDLER: address 0x60000000
// KERNEL: address 0xf0000
// ALL: hop:   exit status 71
int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "svc") == 0)
        __asm volatile("svc #17");
    if (strcmp(what, "interrupt") == 0)
        raise_irq(11);
    if (strcmp(what, "panic") == 0)
        raise_irq(10);
    if (strcmp(what, "handler") == 0)
        raise_irq(8);
    if (strcmp(what, "kernel") == 0)
        hop_mutex_lock((struct hop_mutex *)no_memory());
    if (strcmp(what, "masked") == 0)
        __asm volatile("cpsid i\nudf #1");
    if (strcmp(what, "stack") == 0)
        __asm volatile("ldr r0, =0xf0000000\nmov sp, r0\npush {r1}");
    return 0;
}
