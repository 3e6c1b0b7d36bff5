// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cleanup that panics, or needs more than the reserve, ends the unwinding but
// not the task: it is reported and restarts with a full stack.
// Row 58 of test/kernel/README.md.
#include "Inputs/cases.h"
#include "Inputs/svc.h"

TRAPPING_FUNCTION(large, 253, LIMIT_PLUS(30000));

static void panicking_cleanup(int *unused)
{
    (void)unused;
    note(100);
    hop_panic("from a cleanup");
}

static void overflowing_cleanup(int *unused)
{
    (void)unused;
    note(101);
    large();
    note(102);
}

// CHECK:      case 0
// CHECK-NEXT:   panic: first
// CHECK-NEXT:   events: 1 100
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: panic in a cleanup
static void panic_in_cleanup(void)
{
    NOTED skipped = 2;
    __attribute__((cleanup(panicking_cleanup), unused)) int bad;
    NOTED run = 1;
    hop_panic("first");
}

// CHECK:      case 1
// CHECK-NEXT:   panic: second
// CHECK-NEXT:   events: 3 101
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: stack overflow in a cleanup
static void overflow_in_cleanup(void)
{
    NOTED skipped = 4;
    __attribute__((cleanup(overflowing_cleanup), unused)) int bad;
    NOTED run = 3;
    hop_panic("second");
}

// CHECK:      case 2
// CHECK-NEXT:   panic: third
// CHECK-NEXT:   events: 6 5
// CHECK-NOT:    given up
static void as_new(void)
{
    NOTED last = 5;
    NOTED first = 6;
    hop_panic("third");
}

// CHECK: done
const test_case cases[] = {panic_in_cleanup, overflow_in_cleanup, as_new};
const unsigned case_count = sizeof cases / sizeof cases[0];
