// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: not %run %t.elf bus 2>&1 | FileCheck --check-prefixes=ALL,BUS %s
// RUN: not %run %t.elf undefined 2>&1 | FileCheck --check-prefixes=ALL,UNDEF %s
// RUN: not %run %t.elf divide 2>&1 | FileCheck --check-prefixes=ALL,DIV %s
// RUN: not %run %t.elf jump 2>&1 | FileCheck --check-prefixes=ALL,JUMP %s
// RUN: not %run %t.elf svc 2>&1 | FileCheck --check-prefixes=ALL,SVC %s
// RUN: not %run %t.elf interrupt 2>&1 | FileCheck --check-prefixes=ALL,IRQ %s
// RUN: not %run %t.elf handler 2>&1 | FileCheck --check-prefixes=ALL,HANDLER %s
//
// A fault ends the firmware with a report that names it, the place and the
// task, and with a status of its own; so does an interrupt without a handler.
#include <stdint.h>
#include <string.h>

#define NVIC_ISER0 (*(volatile uint32_t *)0xe000e100)
#define NVIC_ISPR0 (*(volatile uint32_t *)0xe000e200)

static void raise_irq(int irq)
{
    NVIC_ISER0 = 1u << irq;
    NVIC_ISPR0 = 1u << irq;
}

void TIMER0_Handler(void)
{
    *(volatile uint32_t *)0x60000000 = 1;
}

// BUS: hop: fatal: bus error by a data access in task 'main'
// UNDEF: hop: fatal: undefined instruction in task 'main'
// DIV: hop: fatal: division by zero in task 'main'
// JUMP: hop: fatal: jump to an address without the Thumb bit in task 'main'
// SVC: hop: fatal: svc with a number that nobody serves
// IRQ: hop: fatal: interrupt 010 has no handler in the handler of exception 26
// HANDLER: hop: fatal: bus error by a data access in the handler of exception 24, task 'main'
// ALL: hop:   at @0x{{[0-9a-f]+}}
// BUS: address 0x60000000
// ALL: hop:   exit status 71
int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "bus") == 0)
        *(volatile uint32_t *)0x60000000 = 1;
    if (strcmp(what, "undefined") == 0)
        __asm volatile("udf #1");
    if (strcmp(what, "divide") == 0)
        __asm volatile("udiv r0, r0, %0" ::"r"(0) : "r0");
    if (strcmp(what, "jump") == 0)
        ((void (*)(void))0x100)();
    if (strcmp(what, "svc") == 0)
        __asm volatile("svc #17");
    if (strcmp(what, "interrupt") == 0)
        raise_irq(10);
    if (strcmp(what, "handler") == 0)
        raise_irq(8);
    return 0;
}
