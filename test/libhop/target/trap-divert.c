// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
// RUN: %every_core -O0 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call that does not fit does not happen: the function never runs, the
// caller's cleanups do, and the record says which function and how much.
// Row 51 of test/kernel/README.md.
#include "Inputs/cases.h"
#include "Inputs/svc.h"

TRAPPING_FUNCTION(large, 253, LIMIT_PLUS(30000));
TRAPPING_FUNCTION(stack_arguments, 254, IN_R12((20000/4 + (8 << 16))));
TRAPPING_FUNCTION(small, 252, "nop");
void __hop_alloca_check(size_t bytes);
// Through a pointer: the compiler drops the check of an alloca that it does not find.
static void (*volatile alloca_check)(size_t) = __hop_alloca_check;

static void report_function(uintptr_t start, int ran)
{
    uintptr_t function = case_task.runtime.panic.function - (start & ~(uintptr_t)1);
    printf("  %s, %s\n", function < 64 ? "named" : "another", ran ? "ran" : "never ran");
}

static void after_large(int *unused)
{
    (void)unused;
    report_function((uintptr_t)large, large_ran);
}

static void after_arguments(int *unused)
{
    (void)unused;
    report_function((uintptr_t)stack_arguments, stack_arguments_ran);
}

// CHECK:      case 0
// CHECK-NEXT:   named, never ran
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK-NEXT:   asked 30000, frames 2
static void large_frame(void)
{
    NOTED one = 1;
    __attribute__((cleanup(after_large), unused)) int two;
    large();
    keep++;
}

// CHECK:      case 1
// CHECK-NEXT:   named, never ran
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 2
// CHECK-NEXT:   asked 20000
static void arguments(void)
{
    NOTED one = 2;
    __attribute__((cleanup(after_arguments), unused)) int two;
    stack_arguments();
    keep++;
}

// Down to where small() does not fit, which its prologue's tables size.
static __attribute__((noinline)) void deeper(int depth)
{
    NOTED here = depth;
    volatile int pad[20];
    pad[0] = depth;
    small();
    if (!small_ran)
        printf("not run\n");
    small_ran = 0;
    deeper(depth + 1);
    keep = pad[0];
}

// Our compiler's own check of deeper() may be the one that fails.
// CHECK:      case 2
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: {{.*}} 3 2 1 0{{$}}
// CHECK-NEXT:   asked {{[1-9][0-9]*}}
// CHECK-NOT:    given up
static void small_frames(void)
{
    deeper(0);
}

static __attribute__((noinline)) void allocate(size_t bytes)
{
    NOTED here = (int)bytes;
    alloca_check(bytes);
    keep++;
}

// CHECK:      case 3
// CHECK-NEXT:   panic: stack overflow by alloca
// CHECK-NEXT:   events: 64 6000 4
// CHECK-NEXT:   asked 6000
static void dynamic(void)
{
    NOTED outer = 4;
    allocate(64);
    allocate(6000);
    keep++;
}

// CHECK: done
const test_case cases[] = {large_frame, arguments, small_frames, dynamic};
const unsigned case_count = sizeof cases / sizeof cases[0];
