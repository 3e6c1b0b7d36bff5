// RUN: %every_core -Oz %s
// RUN: %clang_v7em -Oz %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: llvm-objdump -d --disassemble-symbols=deepen %t.elf | FileCheck --check-prefix=CODE %s
// RUN: hop-check-eh %t.elf
// RUN: hop-size %t.elf | FileCheck --check-prefix=SIZE %s
// RUN: %clang_v7em -Oz -flto %s -o %t.lto.elf && %run %t.lto.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A check that is called does what one in line does: the function that has it never runs, its caller's
// cleanups do, the record names it; in a deferral region and with interrupts masked the call happens.
#include "Inputs/cases.h"

// CODE:      mov r3, lr
// CODE-NEXT: bl {{.*}} <__hop_check_r3>
// CODE-NOT:  svc
// SIZE:      checks

static volatile int depth;
static int deepest;

__attribute__((noinline)) int deepen(int level)
{
    volatile int here = level;
    depth = level;
    int below = deepen(level + 1);
    return here + below;
}

static void after(int *unused)
{
    (void)unused;
    uintptr_t at = case_task.runtime.panic.function - ((uintptr_t)deepen & ~(uintptr_t)1);
    deepest = depth;
    note(at < 32 ? 1 : 2);
}

// CHECK:      case 0
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1 7
// CHECK-NEXT:   asked {{[1-9][0-9]?}}, frames
// CHECK-NOT:    given up
static void overflows(void)
{
    NOTED outer = 7;
    __attribute__((cleanup(after), unused)) int inner;
    deepen(1);
    keep++;
}

// As many calls fit in a second time, and one less does not trap.
// CHECK:      case 1
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK:      case 2
// CHECK-NEXT:   the same
static void overflows_again(void)
{
    __attribute__((cleanup(after), unused)) int inner;
    deepen(1);
    keep++;
}

static void compare(void)
{
    printf("  %s\n", deepest > 50 && deepest == depth ? "the same" : "another depth");
    hop_panic("over");
}

// What is needed beyond the limit is in the reserve; the kill waits for the region's end.
__attribute__((noinline)) static int descend(int levels)
{
    volatile int here = levels;
    return levels == 0 ? here : here + descend(levels - 1);
}

// CHECK:      case 3
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: {{[1-9][0-9]+}}
// CHECK-NOT:    given up
static void deferred(void)
{
    int sum = 0;
    hop_kill_defer_begin();
    sum = descend(deepest + 8);
    note(sum);
    hop_kill_defer_end();
    descend(3);
    printf("not reached\n");
}

// CHECK:      case 4
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: {{[1-9][0-9]+}}
// CHECK-NOT:    given up
static void masked(void)
{
    __asm volatile("cpsid i" ::: "memory");
    int sum = descend(deepest + 8);
    __asm volatile("cpsie i" ::: "memory");
    note(sum);
    descend(3);
    printf("not reached\n");
}

const test_case cases[] = {overflows, overflows_again, compare, deferred, masked};
const unsigned case_count = sizeof cases / sizeof cases[0];
// CHECK:      done
