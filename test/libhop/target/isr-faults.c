// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A hardware fault in a handler that may fail is its panic: its cleanups run, it is left, its interrupt is disabled, and
// a record is kept. So in a nested one, in one that has interrupted the kernel or the heap, and behind calls of both
// from it. Where the fault is in the kernel or the heap, or in a cleanup of a handler that ends, it is fatal.
//
// RUN: %every_core -Os -I %libhop -I %libhop/arch/arm-m %s
// RUN: %clang_v7em_hf -O0 -I %libhop -I %libhop/arch/arm-m %s -o %t.elf && %run --icount 7 %t.elf 2>&1 | FileCheck %s
// RUN: %status 71 %run %t.elf kernel 2>&1 | FileCheck --check-prefix=KERNEL %s
// RUN: %status 71 %run %t.elf heap 2>&1 | FileCheck --check-prefix=HEAP %s
// RUN: %status 71 %run %t.elf cleanup 2>&1 | FileCheck --check-prefix=CLEANUP %s
// RUN: %clang --target=thumbv6m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.v6m.elf
// RUN: %status 71 %run %t.v6m.elf kernel 2>&1 | FileCheck --check-prefix=KERNEL %s
//
// CHECK:      hop: panic: undefined instruction in task 'IRQ 10'
// CHECK-NEXT: hop:   at {{.*}} <fault_undefined+
// CHECK-NEXT: hop:   called from
// CHECK-NEXT: hop:   handler left
// CHECK:      undefined: cleanups 2 1, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      data: cleanups 2 1, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      unaligned: cleanups 2 1, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      behind calls: cleanups 2 1, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      nested: cleanups 2 1 5 3, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      both: cleanups 2 1 5 4 3, enabled 0 0, record 4 3 25, words the same 1
// CHECK:      in the kernel: cleanups 2 1, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      in the heap: cleanups 2 1, enabled 1 0, record 4 3 26, words the same 1
// CHECK:      given 3, held 0 0, depth 0
//
// KERNEL: hop: fatal: {{.*}} in the handler of exception 26, task 'main'
// HEAP: hop: fatal: {{.*}} in the handler of exception 26, task 'main'
// CLEANUP: hop: fatal: fault in a cleanup
#include "../../kernel/Inputs/interrupts.h"
#include "Inputs/fault.h"
#include "Inputs/isr_cases.h"

#include "kernel/sched.h"
#include "mem/heap.h"

#include <hop/crash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 100);
static void *mine; // a block that a handler frees

__attribute__((noinline)) static void fault_data(void)
{
    *no_memory() = 1;
}

static void calls(void)
{
    hop_semaphore_give(&semaphore);
    free(mine);
    mine = malloc(40);
    fault_undefined();
}

static void (*volatile inner)(void);
static void (*volatile outer)(void);

static void faults(void)
{
    NOTED outer_guard = 1;
    NOTED inner_guard = 2;
    inner();
    sink++;
}

ON_INTERRUPT_10(HOP_ISR)
{
    faults();
}

static void interrupted(void)
{
    NOTED guard = 5;
    interrupt_raise(10);
}

static void interrupted_and_faults(void)
{
    NOTED guard = 4;
    interrupted();
    fault_data();
    sink++;
}

ON_INTERRUPT_9(HOP_ISR)
{
    NOTED guard = 3;
    outer();
    sink++;
}

// In the kernel: the flags are where no memory is.
static void sets_flags(void)
{
    hop_flags_set((struct hop_flags *)no_memory(), 1);
}

// In the heap: a free block's links are overwritten.
static void allocates(void)
{
    mine = malloc(40);
}

static void damage(void)
{
    void *first = malloc(40), *second = malloc(40);
    free(first);
    memset(first, 0xf1, 8);
    mine = second;
}

static void fault_in_cleanup(int *unused)
{
    (void)unused;
    fault_undefined();
}

static void cleans_badly(void)
{
    __attribute__((cleanup(fault_in_cleanup), unused)) int guard = 0;
    fault_undefined();
    sink++;
}

static uint32_t limit;

static void fire(int irq, void (*fault)(void))
{
    limit = WORDS[0];
    event_count = 0;
    inner = fault;
    interrupts_enable();
    interrupt_raise(irq);
}

static void show(const char *name)
{
    struct hop_crash_record record;
    hop_crash_record_read(0, &record);
    printf("%s: cleanups", name);
    for (unsigned i = 0; i < event_count; i++)
        printf(" %d", events[i]);
    printf(", enabled %u %u", (unsigned)(NVIC_ENABLE >> 9 & 1), (unsigned)(NVIC_ENABLE >> 10 & 1));
    printf(", record %u %u %u", record.kind, record.outcome, record.exception);
    printf(", words the same %d\n", WORDS[0] == limit && WORDS[1] == 0 && WORDS[2] == 0 && WORDS[3] == 0);
}

static void (*fatal_fault(const char *name))(void)
{
    if (strcmp(name, "kernel") == 0)
        return sets_flags;
    if (strcmp(name, "heap") == 0) {
        damage();
        return allocates;
    }
    return cleans_badly;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        fire(10, fatal_fault(argv[1]));
    fire(10, fault_undefined), show("undefined");
    fire(10, fault_data), show("data");
    fire(10, fault_unaligned), show("unaligned");
    mine = malloc(40);
    fire(10, calls), show("behind calls");
    outer = interrupted;
    fire(9, fault_data), show("nested");
    outer = interrupted_and_faults;
    fire(9, fault_data), show("both");

    hop_kernel_enter();
    fire(10, calls);
    hop_kernel_leave();
    show("in the kernel");
    hop_heap_enter();
    fire(10, calls);
    hop_heap_leave();
    show("in the heap");
    free(mine);
    printf("given %u, held %d %d, depth %u\n", hop_semaphore_count(&semaphore), hop_sched.lock.held, hop_heap.lock.held,
           hop_sched.depth);
    return 0;
}
